using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chat;

/// <summary>One visitor's browser on one inbox. Its token is kept only as a hash.</summary>
public sealed class ChatSession
{
    private ChatSession() { }

    public ChatSession(Guid inboxId, string tokenHash, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        InboxId = inboxId;
        TokenHash = tokenHash;
        CreatedAt = now;
        LastSeenAt = now;
    }

    public Guid Id { get; private init; }
    public Guid InboxId { get; private init; }
    public string TokenHash { get; private init; } = "";

    /// <summary>Null until the first message.</summary>
    public Guid? PersonId { get; private set; }

    public Guid? ConversationId { get; private set; }
    public string Language { get; private set; } = "en";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset LastSeenAt { get; private set; }

    public void Begin(Guid personId, Guid conversationId, string language) => (PersonId, ConversationId, Language) = (personId, conversationId, language);

    internal void MoveTo(Guid personId) => PersonId = personId;

    /// <summary>The talk goes on in another conversation.</summary>
    internal void Follow(Guid conversationId) => ConversationId = conversationId;

    public void Seen(DateTimeOffset now) => LastSeenAt = now;

    internal sealed class Table : IEntityTypeConfiguration<ChatSession>
    {
        public void Configure(EntityTypeBuilder<ChatSession> builder)
        {
            builder.ToTable("chat_sessions");
            builder.Property(session => session.Id).ValueGeneratedNever();
            builder.Property(session => session.TokenHash).HasMaxLength(64);
            builder.Property(session => session.Language).HasMaxLength(10);
            builder.HasIndex(session => session.TokenHash).IsUnique();
            builder.HasIndex(session => session.ConversationId);
            builder.HasIndex(session => session.PersonId);
        }
    }
}

public static class ChatTables
{
    extension(AppDb db)
    {
        public DbSet<ChatSession> ChatSessions => db.Set<ChatSession>();
    }
}
