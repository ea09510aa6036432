using Ting.Server.Features.Reports;

namespace Ting.Server.Tests.Features.Reports;

public sealed class ReportPlanTests
{
    [Theory]
    [InlineData(ReportRhythm.Daily, 1, "2026-04-01T00:29:00Z", "2026-04-01T00:30:00Z")] // 08:30 in Shanghai
    [InlineData(ReportRhythm.Daily, 1, "2026-04-01T00:30:00Z", "2026-04-02T00:30:00Z")]
    [InlineData(ReportRhythm.Weekly, 1, "2026-04-01T12:00:00Z", "2026-04-06T00:30:00Z")] // a Wednesday, and the Monday after
    [InlineData(ReportRhythm.Weekly, 7, "2026-04-01T12:00:00Z", "2026-04-05T00:30:00Z")]
    [InlineData(ReportRhythm.Monthly, 28, "2026-01-28T01:00:00Z", "2026-02-28T00:30:00Z")]
    [InlineData(ReportRhythm.Monthly, 1, "2026-12-31T12:00:00Z", "2027-01-01T00:30:00Z")]
    public void The_next_time_is_by_the_clock_on_the_wall_there(ReportRhythm rhythm, int day, string now, string next) =>
        Assert.Equal(At(next), Plan(rhythm, day, 8 * 60 + 30, "Asia/Shanghai", now).NextAt);

    [Fact]
    public void An_hour_that_the_clock_leaves_out_is_one_later_and_the_next_day_is_as_always()
    {
        var plan = Plan(ReportRhythm.Daily, 1, 2 * 60 + 30, "Europe/Berlin", "2026-03-28T12:00:00Z");
        Assert.Equal(At("2026-03-29T01:30:00Z"), plan.NextAt); // there is no 02:30 on this day
        plan.Advance(plan.NextAt);
        Assert.Equal(At("2026-03-30T00:30:00Z"), plan.NextAt);
    }

    [Theory]
    [InlineData(ReportPeriod.Yesterday, "2026-03-31", "2026-03-31")]
    [InlineData(ReportPeriod.SevenDays, "2026-03-25", "2026-03-31")]
    [InlineData(ReportPeriod.ThirtyDays, "2026-03-02", "2026-03-31")]
    [InlineData(ReportPeriod.LastMonth, "2026-03-01", "2026-03-31")]
    public void The_figures_are_about_whole_days_before(ReportPeriod period, string first, string last)
    {
        var plan = Plan(ReportRhythm.Daily, 1, 0, "Asia/Shanghai", "2026-03-01T00:00:00Z");
        plan.Describe("A", period, null, null, null);
        var days = plan.DaysBefore(At("2026-03-31T17:00:00Z")); // 1 April there
        Assert.Equal((first, last), ($"{days.First:yyyy-MM-dd}", $"{days.Last:yyyy-MM-dd}"));
    }

    private static ReportPlan Plan(ReportRhythm rhythm, int day, int minute, string zone, string now)
    {
        var plan = new ReportPlan(Guid.Empty, At(now));
        plan.Time(rhythm, day, minute, zone, active: true, At(now));
        return plan;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
