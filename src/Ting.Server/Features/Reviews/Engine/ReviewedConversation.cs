using System.Linq.Expressions;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>What a review takes from a conversation, as it was read.</summary>
/// <param name="ResolvedAt">Null when it is open again.</param>
/// <param name="LastSequence">Of its last line in the log.</param>
public sealed record ReviewedConversation(
    Guid Id, long Number, Guid InboxId, ConversationStatus Status, string? Language, DateTimeOffset? ResolvedAt, DateTimeOffset LastMessageAt, bool Escalated, int? LastLevel, string? ValueTier, int MessageCount, int LastSequence, int Version)
{
    internal static readonly Expression<Func<Conversation, ReviewedConversation>> Columns = it =>
        new ReviewedConversation(it.Id, it.Number, it.InboxId, it.Status, it.Language, it.ResolvedAt, it.LastMessageAt, it.Escalated, it.LastLevel, it.ValueTier, it.MessageCount, it.LastSequence, it.Version);

    private static readonly Func<Conversation, ReviewedConversation> FromWhole = Columns.Compile();

    public static ReviewedConversation Of(Conversation conversation) => FromWhole(conversation);
}
