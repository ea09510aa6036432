using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>Two conversations were made one. What each was before is kept, without a word of what was said, so that it can be undone.</summary>
public sealed class ConversationMerge
{
    private ConversationMerge() { }

    public ConversationMerge(Guid conversationId, Guid otherId, MergeSnapshot snapshot, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversationId;
        OtherId = otherId;
        Snapshot = JsonSerializer.Serialize(snapshot);
        Actor = actor;
        At = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Which goes on.</summary>
    public Guid ConversationId { get; private init; }

    /// <summary>Which was taken in.</summary>
    public Guid OtherId { get; private init; }

    /// <summary>JSON of a <see cref="MergeSnapshot"/>.</summary>
    public string Snapshot { get; private init; } = "{}";

    public string Actor { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(DateTimeOffset now) => UndoneAt = now;

    public MergeSnapshot Read() => JsonSerializer.Deserialize<MergeSnapshot>(Snapshot)!;

    /// <summary>The messages that were once said in these conversations and are now in the ones that took them in.</summary>
    internal static async Task<IReadOnlyList<Guid>> MessagesOfAsync(AppDb db, IReadOnlyCollection<Guid> conversations, CancellationToken cancel) =>
        [.. (await db.ConversationMerges.AsNoTracking().Where(it => conversations.Contains(it.OtherId) && it.UndoneAt == null).ToListAsync(cancel)).SelectMany(it => it.Read().Messages)];

    internal sealed class Table : IEntityTypeConfiguration<ConversationMerge>
    {
        public void Configure(EntityTypeBuilder<ConversationMerge> builder)
        {
            builder.ToTable("conversation_merges");
            builder.Property(merge => merge.Id).ValueGeneratedNever();
            builder.Property(merge => merge.Actor).HasMaxLength(60);
            builder.HasIndex(merge => merge.ConversationId);
            builder.HasIndex(merge => merge.OtherId);
        }
    }
}

/// <param name="Before">What the one that goes on was.</param>
/// <param name="After">What the merge made of it.</param>
/// <param name="Other">What the one taken in was.</param>
/// <param name="TookSubject">The one that goes on had no subject of its own.</param>
public sealed record MergeSnapshot(
    ConversationState Before, ConversationState After, ConversationState Other, Guid[] Messages, Guid[] Held, Guid[] Labels, Guid[] Sessions, bool TookSubject);
