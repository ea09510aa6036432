using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>Where a conversation stands, without a word of what was said in it.</summary>
public sealed record ConversationState(
    ConversationStatus Status, Priority Priority, Guid? AssigneeId, Guid? TeamId, string? Language, DateTimeOffset? WaitingSince, DateTimeOffset? ReplyDueAt, DateTimeOffset? FirstReplyAt,
    DateTimeOffset? ResolvedAt, DateTimeOffset? SnoozedUntil, int Unread, bool Urgent, bool Escalated, bool MoodHidden, string? Emotion, string EmotionTrail, int? FirstLevel, int? LastLevel, int? WorstLevel);

// Two conversations become one, one becomes two again, or a part goes its own way.
public sealed partial class Conversation
{
    /// <summary>The conversation that has taken this one in; null while it stands by itself.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>How many others it has taken in and still holds.</summary>
    public int TakenIn { get; private set; }

    internal ConversationState State => new(
        Status, Priority, AssigneeId, TeamId, Language, WaitingSince, ReplyDueAt, FirstReplyAt, ResolvedAt, SnoozedUntil, Unread, Urgent, Escalated, MoodHidden, Emotion, EmotionTrail, FirstLevel, LastLevel, WorstLevel);

    /// <summary>Takes over what the other was: nobody who waits is forgotten, and nothing becomes less pressing.</summary>
    /// <param name="readings">Of both, oldest first, as they are shown.</param>
    internal void TakeIn(Conversation other, IReadOnlyList<MessageReading> readings, string actor, DateTimeOffset now)
    {
        Log("conversation.merged", actor, now, new { otherId = other.Id, otherNumber = other.Number });
        if (AssigneeId is null && other.AssigneeId is not null)
            Assign(other.AssigneeId, other.TeamId ?? TeamId, actor, "merged", now);
        (Status, SnoozedUntil, ResolvedAt) = (Status, other.Status) switch
        {
            (ConversationStatus.Open, _) or (_, ConversationStatus.Open) => (ConversationStatus.Open, (DateTimeOffset?)null, (DateTimeOffset?)null),
            (ConversationStatus.Resolved, ConversationStatus.Resolved) => (ConversationStatus.Resolved, (DateTimeOffset?)null, Later(ResolvedAt, other.ResolvedAt)),
            _ => (ConversationStatus.Snoozed, Earlier(SnoozedUntil, other.SnoozedUntil), (DateTimeOffset?)null),
        };
        if (other.LastMessageAt > LastMessageAt)
            (LastMessageAt, Preview, PreviewKind) = (other.LastMessageAt, other.Preview, other.PreviewKind);
        Priority = (Priority)Math.Max((int)Priority, (int)other.Priority);
        WaitingSince = Earlier(WaitingSince, other.WaitingSince);
        FirstReplyAt = Earlier(FirstReplyAt, other.FirstReplyAt);
        Language ??= other.Language;
        MessageCount += other.MessageCount;
        Unread += other.Unread;
        HeldReplies += other.HeldReplies;
        MoodHidden |= other.MoodHidden;
        Subject ??= other.Subject;
        TakenIn++;
        LearnFrom(readings, Escalated || other.Escalated);
        LogPlace(actor, now);
    }

    internal void BecomePartOf(Conversation other, string actor, DateTimeOffset now)
    {
        Log("conversation.merged_into", actor, now, new { otherId = other.Id, otherNumber = other.Number });
        (Status, MergedIntoId) = (ConversationStatus.Merged, other.Id);
        (WaitingSince, ReplyDueAt, SnoozedUntil, ResolvedAt, Unread, HeldReplies, MessageCount) = (null, null, null, null, 0, 0, 0);
    }

    /// <summary>Gives back what the merge had taken over; what has become of it since stays.</summary>
    /// <param name="readings">What is left, oldest first.</param>
    internal void GiveBack(Conversation other, ConversationState before, ConversationState after, bool tookSubject, int messages, Message? last, int held, IReadOnlyList<MessageReading> readings, string actor, DateTimeOffset now)
    {
        var current = State;
        var unread = current.Unread == after.Unread ? before.Unread : Math.Min(current.Unread, before.Unread + Math.Max(0, current.Unread - after.Unread));
        Stand(new ConversationState(
            Was(it => it.Status), Was(it => it.Priority), Was(it => it.AssigneeId), Was(it => it.TeamId), Was(it => it.Language), Was(it => it.WaitingSince), Was(it => it.ReplyDueAt), Was(it => it.FirstReplyAt),
            Was(it => it.ResolvedAt), Was(it => it.SnoozedUntil), unread, Was(it => it.Urgent), Was(it => it.Escalated), Was(it => it.MoodHidden),
            before.Emotion, before.EmotionTrail, before.FirstLevel, before.LastLevel, before.WorstLevel));
        if ((current.Emotion, current.EmotionTrail, current.FirstLevel, current.LastLevel, current.WorstLevel) != (after.Emotion, after.EmotionTrail, after.FirstLevel, after.LastLevel, after.WorstLevel))
            LearnFrom(readings);
        Recount(messages, last);
        if (tookSubject && Subject == other.Subject)
            Subject = null;
        HeldReplies = held;
        TakenIn--;
        Log("conversation.unmerged", actor, now, new { otherId = other.Id, otherNumber = other.Number });
        LogPlace(actor, now);

        T Was<T>(Func<ConversationState, T> field) => EqualityComparer<T>.Default.Equals(field(current), field(after)) ? field(before) : field(current);
    }

    internal void StandAlone(Conversation other, ConversationState state, int messages, Message? last, int held, string actor, DateTimeOffset now)
    {
        Stand(state);
        Recount(messages, last);
        HeldReplies = held;
        MergedIntoId = null;
        Log("conversation.unmerged", actor, now, new { otherId = other.Id, otherNumber = other.Number });
        LogPlace(actor, now);
    }

    /// <summary>From here on it is about something else: the rest goes on by itself, with the same people.</summary>
    /// <param name="gone">What goes, oldest first; the first was said by the customer or to them.</param>
    internal Conversation SplitOff(IReadOnlyList<Message> gone, string actor, DateTimeOffset now)
    {
        var from = gone[0].At;
        var part = new Conversation(InboxId, PersonId, null, Language, actor, from) { Priority = Priority, MoodHidden = MoodHidden, AccessLane = AccessLane, ValueTier = ValueTier };
        part.Log("conversation.split_from", actor, now, new { otherId = Id, otherNumber = Number });
        part.Assign(AssigneeId, TeamId, actor, "split", now);
        (part.Status, part.ResolvedAt, part.SnoozedUntil) = (Status, ResolvedAt, SnoozedUntil);
        part.Unread = Math.Min(Unread, gone.Count(it => it.Kind is MessageKind.Customer));
        part.WaitingSince = WaitingSince >= from ? WaitingSince : WaitingSince is null ? null : gone.FirstOrDefault(it => it.Kind is MessageKind.Customer)?.At;
        part.FirstReplyAt = gone.SkipWhile(it => it.Kind is not MessageKind.Customer).FirstOrDefault(it => it.Kind is MessageKind.Reply)?.At;

        Unread -= part.Unread;
        if (WaitingSince >= from)
            (WaitingSince, ReplyDueAt) = (null, null);
        if (FirstReplyAt >= from)
            FirstReplyAt = null;
        Log("conversation.split", actor, now, new { otherId = part.Id, messages = gone.Count });
        LogPlace(actor, now);
        part.LogPlace(actor, now);
        return part;
    }

    /// <summary>After messages have come or gone.</summary>
    /// <param name="messages">How many the customer wrote or saw.</param>
    /// <param name="last">The last of them.</param>
    internal void Recount(int messages, Message? last)
    {
        MessageCount = messages;
        if (last is null)
            (LastMessageAt, Preview, PreviewKind) = (CreatedAt, "", default);
        else
            Show(last);
    }

    /// <param name="readings">Oldest first.</param>
    /// <param name="escalated">It is known to be, whatever the readings say.</param>
    internal void LearnFrom(IReadOnlyList<MessageReading> readings, bool escalated = false)
    {
        var last = readings.Count == 0 ? null : ListeningJson.ReadReading(readings[^1].Json);
        Urgent = last?.Urgency is Listening.Urgency.High;
        Escalated = escalated || readings.Any(it => ListeningJson.ReadReading(it.Json).Escalation);
        Relearn([.. readings.Select(it => (it.CorrectedEmotion ?? it.Emotion, it.ShownLevel))]);
    }

    private void Stand(ConversationState it)
    {
        (Status, Priority, AssigneeId, TeamId, Language) = (it.Status, it.Priority, it.AssigneeId, it.TeamId, it.Language);
        (WaitingSince, ReplyDueAt, FirstReplyAt, ResolvedAt, SnoozedUntil) = (it.WaitingSince, it.ReplyDueAt, it.FirstReplyAt, it.ResolvedAt, it.SnoozedUntil);
        (Unread, Urgent, Escalated, MoodHidden) = (it.Unread, it.Urgent, it.Escalated, it.MoodHidden);
        (Emotion, EmotionTrail, FirstLevel, LastLevel, WorstLevel) = (it.Emotion, it.EmotionTrail, it.FirstLevel, it.LastLevel, it.WorstLevel);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
