using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations;

/// <summary>A file that belongs to a message, or waits for the message it will belong to.</summary>
public sealed class Attachment
{
    private Attachment() { }

    /// <param name="owner">agent:ID or session:ID: who uploaded it and alone may send it.</param>
    public Attachment(string owner, string hash, string name, string contentType, long size, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Owner = owner;
        Hash = hash;
        Name = name;
        ContentType = contentType;
        Size = size;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid? ConversationId { get; private set; }
    public Guid? MessageId { get; private set; }
    public string Owner { get; private init; } = "";

    /// <summary>SHA-256 of the content, lower-case hexadecimal: its place in the file store.</summary>
    public string Hash { get; private init; } = "";

    public string Name { get; private init; } = "";
    public string ContentType { get; private init; } = "";
    public long Size { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }

    public void BelongsTo(Message message) => (MessageId, ConversationId) = (message.Id, message.ConversationId);

    /// <summary>Kept for a reply that waits to be sent.</summary>
    internal void KeepFor(Guid conversationId) => ConversationId = conversationId;

    /// <summary>The reply was taken back: the file waits for another message, or for being cleaned away.</summary>
    internal void LetGo() => ConversationId = null;

    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    internal sealed class Table : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> builder)
        {
            builder.ToTable("attachments");
            builder.Property(attachment => attachment.Id).ValueGeneratedNever();
            builder.Property(attachment => attachment.Owner).HasMaxLength(60);
            builder.Property(attachment => attachment.Hash).HasMaxLength(64);
            builder.Property(attachment => attachment.Name).HasMaxLength(200);
            builder.Property(attachment => attachment.ContentType).HasMaxLength(100);
            builder.HasIndex(attachment => attachment.MessageId);
            builder.HasIndex(attachment => attachment.ConversationId);
        }
    }
}
