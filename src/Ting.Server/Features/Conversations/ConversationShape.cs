using Ting.Server.Features.Conversations.DueTimes;

namespace Ting.Server.Features.Conversations;

/// <summary>A conversation as the API shows it.</summary>
/// <param name="MergedIntoId">The conversation that has taken this one in.</param>
/// <param name="AccessLane">Served first, because waiting or writing is harder for the customer.</param>
/// <param name="Transfers">How often it was handed over.</param>
/// <param name="DueAt">When the nearest promise of a service level is due; null while none is running.</param>
/// <param name="DueTarget">What is due then: firstReply, nextReply or resolution.</param>
/// <param name="DueSoonAt">From when on it is near.</param>
public sealed record ConversationShape(
    Guid Id, long Number, ConversationStatus Status, string? Subject, Guid PersonId, Guid InboxId, Guid? AssigneeId, Guid? TeamId,
    Priority Priority, IReadOnlyList<string> Labels, DateTimeOffset CreatedAt, DateTimeOffset LastMessageAt, DateTimeOffset? WaitingSince,
    DateTimeOffset? ReplyDueAt, DateTimeOffset? SnoozedUntil, DateTimeOffset? ResolvedAt, int Unread, string? Emotion, string Preview, int Version, Guid? MergedIntoId, int Transfers,
    DateTimeOffset? DueAt, ServiceTarget? DueTarget, DateTimeOffset? DueSoonAt, bool AccessLane)
{
    public static ConversationShape Of(Conversation it, IReadOnlyList<string> labels) => new(
        it.Id, it.Number, it.Status, it.Subject, it.PersonId, it.InboxId, it.AssigneeId, it.TeamId, it.Priority, labels, it.CreatedAt, it.LastMessageAt,
        it.WaitingSince, it.ReplyDueAt, it.SnoozedUntil, it.ResolvedAt, it.Unread, it.Emotion is { } emotion ? char.ToLowerInvariant(emotion[0]) + emotion[1..] : null, it.Preview, it.Version, it.MergedIntoId, it.Transfers,
        it.DueAt, it.DueTarget, it.DueSoonAt, it.AccessLane);
}
