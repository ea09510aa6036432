using System.Text.Json;
using Ting.Server.Features.Calendars;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>
/// Follows a conversation's events and keeps its clocks: the one place where targets begin, stand still and end. The same whether events are
/// followed one by one as they happen or all of them again later, so a changed calendar is right for the past as well.
/// </summary>
public sealed class ServiceFold(ServiceRules rules, Guid conversationId, Guid inboxId, ServiceState state)
{
    public const string Warned = "service.warned";
    public const string Broke = "service.broken";

    private readonly List<ServiceClock> _ended = [];

    public ServiceState State { get; private set; } = state;

    /// <summary>Targets that were met or missed by the events followed so far.</summary>
    public IReadOnlyList<ServiceClock> Ended => _ended;

    /// <summary>What is due, the nearest first; what stands still is not.</summary>
    public IReadOnlyList<DueTime> Due =>
        [.. State.Clocks.Select(DueOf).OfType<DueTime>().OrderBy(due => due.At)];

    /// <summary>The working time that is left is counted from a moment on as if the allowance were only a part of what it is.</summary>
    /// <returns>Null when no answer is due.</returns>
    public DateTimeOffset? ReplyDue(double part) =>
        State.Clocks.FirstOrDefault(clock => clock.IsOfReply) is { Since: { } since } clock && RuleOf(clock) is { } rule ? rule.Time.After(since, (rule.Allowed * part) - clock.Used) : null;

    public void Follow(LoggedEvent line)
    {
        var at = Whole(line.At);
        var before = State;
        switch (line.Type)
        {
            case "message.received":
                State = State with { TheirTurn = false };
                Begin(State.Answered ? ServiceTarget.NextReply : ServiceTarget.FirstReply, line.Sequence, at, unless: clock => clock.IsOfReply);
                Begin(ServiceTarget.Resolution, line.Sequence, at, unless: clock => !clock.IsOfReply);
                break;
            case "message.sent":
                State = State with { Answered = State.Answered || State.Clocks.Any(clock => clock.IsOfReply), TheirTurn = true };
                End(clock => clock.IsOfReply, at, isFulfilled: true);
                break;
            case "conversation.snoozed":
                State = State with { Snoozed = true };
                break;
            case "conversation.reopened":
                if (State.Resolved)
                    Begin(ServiceTarget.Resolution, line.Sequence, at, unless: clock => !clock.IsOfReply);
                State = State with { Snoozed = false, Resolved = false };
                break;
            case "conversation.resolved":
                End(clock => clock.IsOfReply, at, isFulfilled: false); // an end is no answer
                End(clock => !clock.IsOfReply, at, isFulfilled: true);
                State = State with { Resolved = true, Snoozed = false, TheirTurn = false };
                break;
            case "conversation.prioritised" when Enum.TryParse<Priority>(TextOf(line, "to"), out var priority):
                State = State with { Priority = priority };
                break;
            case "conversation.merged_into":
                State = State with { Away = true };
                break;
            case Conversation.Placed:
                Place(line, at);
                break;
            case Warned:
                Mark(line, at, due => due.WarnAt, clock => clock with { Warned = true });
                break;
            case Broke:
                Mark(line, at, due => due.At, clock => clock with { Broken = true });
                break;
        }

        Settle(before, at);
    }

    private void Begin(ServiceTarget target, int sequence, DateTimeOffset at, Func<RunningClock, bool> unless)
    {
        if (!State.Clocks.Any(unless))
            State = State with { Clocks = [.. State.Clocks, new RunningClock(target, sequence, at, TimeSpan.Zero, null)] };
    }

    private void End(Func<RunningClock, bool> which, DateTimeOffset at, bool isFulfilled)
    {
        foreach (var clock in State.Clocks.Where(which))
        {
            if (RuleOf(clock) is not { } rule)
                continue; // no level says anything
            var used = clock.Used + (clock.Since is { } since ? rule.Time.Between(since, at) : TimeSpan.Zero);
            var isBroken = clock.Broken || used > rule.Allowed;
            if (isFulfilled || isBroken)
                _ended.Add(new ServiceClock(conversationId, clock, rule.Level.Id, DueOf(clock)?.At, at, isBroken));
        }

        State = State with { Clocks = [.. State.Clocks.Where(clock => !which(clock))] };
    }

    // After a merge, its undoing or a split the line says how things stand; what was counted before goes on where it still fits.
    private void Place(LoggedEvent line, DateTimeOffset at)
    {
        using var data = JsonDocument.Parse(line.Data);
        var placed = data.Deserialize<Conversation.Place>(JsonSerializerOptions.Web)!;
        var resolved = placed.Status == nameof(ConversationStatus.Resolved);
        State = State with
        {
            Priority = Enum.TryParse<Priority>(placed.Priority, out var priority) ? priority : State.Priority,
            Answered = placed.Answered,
            TheirTurn = placed.WaitingSince is null,
            Snoozed = placed.Status == nameof(ConversationStatus.Snoozed),
            Resolved = resolved,
            Away = false,
        };
        if (placed.WaitingSince is not { } waiting)
            State = State with { Clocks = [.. State.Clocks.Where(clock => !clock.IsOfReply)] };
        else if (!State.Clocks.Any(clock => clock.IsOfReply && ServiceClock.Same(clock.StartedAt, waiting)))
            State = State with { Clocks = [.. State.Clocks.Where(clock => !clock.IsOfReply), new RunningClock(placed.Answered ? ServiceTarget.NextReply : ServiceTarget.FirstReply, line.Sequence, Whole(waiting), TimeSpan.Zero, Whole(waiting))] };
        if (resolved)
            State = State with { Clocks = [] };
        else
            Begin(ServiceTarget.Resolution, line.Sequence, at, unless: clock => !clock.IsOfReply);
    }

    // A mark from before hours or targets changed counts only if it would be made today as well.
    private void Mark(LoggedEvent line, DateTimeOffset at, Func<DueTime, DateTimeOffset?> when, Func<RunningClock, RunningClock> mark)
    {
        using var data = JsonDocument.Parse(line.Data);
        if (!data.RootElement.TryGetProperty("sequence", out var number) || !Enum.TryParse<ServiceTarget>(TextOf(line, "target"), ignoreCase: true, out var target))
            return;

        State = State with
        {
            Clocks = [.. State.Clocks.Select(clock => clock.Target == target && clock.Sequence == number.GetInt32() && DueOf(clock) is { } due && when(due) <= at ? mark(clock) : clock)],
        };
    }

    // Whatever happened: clocks that may not run stand still, the others go on; what has run so far is counted by the hours that held until now.
    private void Settle(ServiceState before, DateTimeOffset at) => State = State with
    {
        Clocks = [.. State.Clocks.Select(clock =>
        {
            var (runs, changes) = (Runs(clock), before.Priority != State.Priority);
            if (clock.Since is not { } since)
                return runs ? clock with { Since = at } : clock;
            if (runs && !changes)
                return clock;
            var held = rules.For(inboxId, before.Tier, before.Priority, clock.Target)?.Time ?? BusinessTime.Always;
            return clock with { Used = clock.Used + held.Between(since, at), Since = runs ? at : null };
        })],
    };

    private bool Runs(RunningClock clock)
    {
        var level = RuleOf(clock)?.Level;
        return !State.Away && !(State.Snoozed && level?.PausesSnoozed is true) && !(State.TheirTurn && !clock.IsOfReply && level?.PausesForCustomer is true);
    }

    private DueTime? DueOf(RunningClock clock) =>
        clock.Since is { } since && RuleOf(clock) is { } rule && rule.Time.After(since, rule.Allowed - clock.Used) is { } at
            ? new DueTime(clock, rule, at, rule.Level.WarnAt == 0 ? null : rule.Time.After(since, (rule.Allowed * (rule.Level.WarnAt / 100.0)) - clock.Used))
            : null;

    private ServiceRule? RuleOf(RunningClock clock) => rules.For(inboxId, State.Tier, State.Priority, clock.Target);

    private static string? TextOf(LoggedEvent line, string name)
    {
        using var data = JsonDocument.Parse(line.Data);
        return data.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    // What both databases keep of a moment.
    internal static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
