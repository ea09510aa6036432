using Ting.Server.Features.Conversations.DueTimes;

namespace Ting.Server.Features.Conversations;

// By when what is due: kept on the row for order and search, and counted from the events.
public sealed partial class Conversation
{
    /// <summary>An event that says how things stand after messages have come or gone.</summary>
    public const string Placed = "conversation.placed";

    /// <summary>When the nearest promise is due; null while none is running.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public ServiceTarget? DueTarget { get; private set; }

    /// <summary>From when on that promise is near.</summary>
    public DateTimeOffset? DueSoonAt { get; private set; }

    /// <summary>When somebody has to be warned or a promise breaks, whichever comes first; null when nothing is left to be said.</summary>
    public DateTimeOffset? DueCheckAt { get; private set; }

    /// <summary>JSON of a <see cref="ServiceState"/>; null while nothing was ever promised.</summary>
    public string? Service { get; private set; }

    /// <summary>What is running, as far as the last save knows.</summary>
    public ServiceState? ReadService() => ServiceState.Read(Service);

    /// <summary>How much of the usual time is left to one who is upset, presses, or goes first by tier or lane.</summary>
    private double Haste => (Urgent || Escalated ? 0.25 : 1) * (LastLevel <= -2 ? 0.5 : 1) * Pace;

    /// <summary>What the events lead to, by the service levels and calendars of now.</summary>
    internal void Keep(ServiceFold fold)
    {
        Service = fold.State.Write();
        var due = fold.Due;
        var next = due is [var nearest, ..] ? nearest : null;
        (DueAt, DueTarget, DueSoonAt) = (next?.At, next?.Clock.Target, next?.WarnAt ?? next?.At);
        DueCheckAt = due.SelectMany(it => (DateTimeOffset?[])[it.Clock.Warned || it.Clock.Broken ? null : it.WarnAt, it.Clock.Broken ? null : it.At]).Min();
        if (WaitingSince is not null && fold.ReplyDue(Haste) is { } reply)
            ReplyDueAt = reply;
    }

    /// <summary>How things stand, for those who count from the events.</summary>
    private void LogPlace(string actor, DateTimeOffset now) => Log(Placed, actor, now, new Place(Status.ToString(), Priority.ToString(), WaitingSince, FirstReplyAt is not null));

    /// <param name="Answered">Somebody has answered the customer's first words.</param>
    internal sealed record Place(string Status, string Priority, DateTimeOffset? WaitingSince, bool Answered);
}
