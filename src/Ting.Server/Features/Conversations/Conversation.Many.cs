using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

// What is done to many at once can be taken back.
public sealed partial class Conversation
{
    /// <summary>Open, put off or settled, and who waits for whom.</summary>
    public sealed record Standing(ConversationStatus Status, DateTimeOffset? SnoozedUntil, DateTimeOffset? ResolvedAt, DateTimeOffset? WaitingSince, DateTimeOffset? ReplyDueAt, int Unread);

    public Standing Stands() => new(Status, SnoozedUntil, ResolvedAt, WaitingSince, ReplyDueAt, Unread);

    /// <summary>It stands as it did before it was put off or settled, which turned out to be a mistake.</summary>
    public void StandAgain(Standing before, string actor, DateTimeOffset now)
    {
        (Status, SnoozedUntil, ResolvedAt, WaitingSince, ReplyDueAt, Unread) = (before.Status, before.SnoozedUntil, before.ResolvedAt, before.WaitingSince, before.ReplyDueAt, before.Unread);
        if (Status is ConversationStatus.Snoozed)
            Log("conversation.snoozed", actor, now, new { until = SnoozedUntil, undone = true });
        else
            Log("conversation.reopened", actor, now, new { undone = true });
    }

    /// <summary>Settled together with others: what follows for the customer waits until it cannot easily be taken back any more.</summary>
    public Outcome<bool> ResolveWithOthers(string actor, DateTimeOffset now) => Resolve(actor, now, withOthers: true);
}
