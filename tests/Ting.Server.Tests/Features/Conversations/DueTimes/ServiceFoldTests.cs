using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

/// <summary>Whatever is done to a conversation, in whatever order: counting it event by event comes out as counting it again from the beginning.</summary>
[Trait("req", "OMNI-05")]
public sealed class ServiceFoldTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 1, 0, 0, TimeSpan.Zero);

    private static readonly ServiceRules Rules = RulesOf(
        new BusinessTime(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), [.. Enumerable.Repeat(WorkSpan.Read("09:00-12:00, 13:30-18:00")!, 7)], []));

    private static readonly Gen<(int What, int Minutes)[]> Stories = (from what in Gen.Choose(0, 8) from minutes in Gen.Choose(0, 400) select (what, minutes)).ArrayOf(25);

    [Fact]
    public void Counting_step_by_step_is_counting_from_the_beginning() => Holds(story =>
    {
        var (lines, inbox) = Play(story);
        var state = ServiceState.Beginning(null);
        var ended = new List<ServiceClock>();
        foreach (var line in lines)
        {
            var step = new ServiceFold(Rules, line.Stream, inbox, ServiceState.Read(state.Write())!);
            step.Follow(line);
            state = step.State;
            ended.AddRange(step.Ended);
        }

        var whole = Replay(lines, inbox);
        return state.Write() == whole.State.Write() && ended.Select(Words).SequenceEqual(whole.Ended.Select(Words));
    });

    [Fact]
    public void No_clock_counts_more_time_than_has_passed_and_there_is_one_of_each_kind_at_most() => Holds(story =>
    {
        var (lines, inbox) = Play(story);
        var state = Replay(lines, inbox).State;
        return state.Clocks.Count(clock => clock.IsOfReply) <= 1 && state.Clocks.Count(clock => !clock.IsOfReply) <= 1
            && state.Clocks.All(clock => clock.Used >= TimeSpan.Zero && clock.Used <= (clock.Since ?? lines[^1].At) - clock.StartedAt);
    });

    [Fact]
    public void An_answer_is_due_exactly_while_somebody_waits() => Holds(story =>
    {
        var (lines, inbox) = Play(story, out var conversation);
        var fold = Replay(lines, inbox);
        return conversation.Status is not ConversationStatus.Open || fold.Due.Any(due => due.Clock.IsOfReply) == conversation.WaitingSince is not null;
    });

    [Fact]
    public void Nothing_is_due_once_it_is_over() => Holds(story =>
    {
        var (lines, inbox) = Play([.. story, (3, 5)]);
        return Replay(lines, inbox).Due.Count == 0;
    });

    private static void Holds(Func<(int, int)[], bool> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Arb.From(Stories), property));

    private static ServiceFold Replay(IEnumerable<LoggedEvent> lines, Guid inbox)
    {
        var fold = new ServiceFold(Rules, Guid.Empty, inbox, ServiceState.Beginning(null));
        foreach (var line in lines)
            fold.Follow(line);
        return fold;
    }

    private static string Words(ServiceClock clock) => $"{clock.Target} {clock.Sequence} {clock.StartedAt:O} {clock.DueAt:O} {clock.EndedAt:O} {clock.Broken}";

    private static (IReadOnlyList<LoggedEvent> Lines, Guid Inbox) Play((int What, int Minutes)[] story) => Play(story, out _);

    private static (IReadOnlyList<LoggedEvent> Lines, Guid Inbox) Play((int What, int Minutes)[] story, out Conversation conversation)
    {
        var now = Start;
        var it = conversation = new Conversation(Guid.CreateVersion7(now), Guid.CreateVersion7(now), null, "zh-Hans", "customer", now);
        it.Receive("你好", null, now, now);
        foreach (var (what, minutes) in story)
        {
            now += TimeSpan.FromMinutes(minutes) + TimeSpan.FromTicks(minutes);
            _ = what switch
            {
                0 or 1 => it.Receive("还在吗", null, now, now) is not null,
                2 => it.Reply(null, "agent:1", "在的", null, null, now) is not null,
                3 => it.Resolve("agent:1", now) is not null,
                4 => it.Reopen("agent:1", now) is not null,
                5 => it.Status is ConversationStatus.Open && it.Snooze(now.AddHours(3), "agent:1", now) is not null,
                6 => Do(() => it.SetPriority((Priority)(minutes % 4), "agent:1", now)),
                7 => Do(() => it.Log(ServiceFold.Warned, "system", now, new { target = "FirstReply", sequence = minutes % 9 })),
                _ => Do(() => it.Log(ServiceFold.Broke, "system", now, new { target = "Resolution", sequence = minutes % 9 })),
            };
        }

        return (it.NewEvents, it.InboxId);
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    private static ServiceRules RulesOf(BusinessTime office)
    {
        var (id, level) = (Guid.CreateVersion7(Start), new ServiceLevel("所有客户", Start));
        level.Count(ServiceHours.Calendar, id, pausesForCustomer: true, pausesSnoozed: true);
        level.Allow(from priority in Enum.GetValues<Priority>() from target in Enum.GetValues<ServiceTarget>() select new Allowance(priority, target, (10 * ((int)target + 1)) + (200 * (3 - (int)priority))));
        return new ServiceRules([level], new CalendarBook(new Dictionary<Guid, BusinessTime> { [id] = office }), new Dictionary<Guid, Guid?>());
    }
}
