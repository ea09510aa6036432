using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Features.Academy.Practice;

namespace Ting.Server.Tests.Features.Academy;

public sealed class RepetitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 28, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_went_wrong_is_due_from_the_morning_of_tomorrow_where_the_learner_is()
    {
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"); // there it is the 29th already

        var (step, due) = Repetition.After(Verdict.Wrong, null, null, Now, shanghai);

        Assert.Equal((0, new DateTimeOffset(2026, 3, 30, 0, 0, 0, TimeSpan.FromHours(8))), (step, due));
    }

    [Fact]
    public void Right_each_time_it_is_due_it_goes_further_away_and_is_done_in_the_end()
    {
        var (step, due) = Repetition.After(Verdict.Wrong, null, null, Now, TimeZoneInfo.Utc);
        var waits = new List<int>();
        var now = Now;
        while (due is { } at)
        {
            waits.Add((at.Date - now.Date).Days);
            now = at.AddHours(9);
            (step, due) = Repetition.After(Verdict.Right, step, due, now, TimeZoneInfo.Utc);
        }

        Assert.Equal(Repetition.Days, waits);
        Assert.Null(step);
    }

    [Fact]
    public void Right_before_it_is_due_changes_nothing_and_wrong_begins_again()
    {
        var due = Now.AddDays(5);

        Assert.Equal((2, due), Repetition.After(Verdict.Right, 2, due, Now, TimeZoneInfo.Utc));
        Assert.Equal(0, Repetition.After(Verdict.Partly, 2, due, Now, TimeZoneInfo.Utc).Step);
    }

    [Fact]
    public void Whatever_is_answered_when_what_is_due_lies_ahead()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        Prop.ForAll<int, int, bool>((hours, answers, late) =>
        {
            var zone = zones[Math.Abs(hours % zones.Count)];
            var now = Now.AddHours(hours % 100_000);
            var (step, due) = ((int?)null, (DateTimeOffset?)null);
            foreach (var verdict in Enumerable.Range(0, 8).Select(at => (Verdict)(Math.Abs((answers >> at) % 3))))
            {
                (step, due) = Repetition.After(verdict, step, due, now, zone);
                if (due is { } at && at <= now.AddHours(-1))
                    return false;
                if ((step is null) != (due is null) || step >= Repetition.Days.Count)
                    return false;
                now = late ? (due ?? now).AddHours(1) : now.AddMinutes(7);
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}
