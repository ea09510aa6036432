using Ting.Server.Features.Insights;

namespace Ting.Server.Tests.Features.Insights;

public sealed class InsightPeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 20, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Today_is_the_readers_day()
    {
        var period = InsightPeriod.Read("today", null, null, Tokyo, Now); // 2 April, 05:30 there

        Assert.Equal(new DateTimeOffset(2026, 4, 1, 15, 0, 0, TimeSpan.Zero), period.From);
        Assert.Equal(new DateTimeOffset(2026, 4, 2, 15, 0, 0, TimeSpan.Zero), period.To);
    }

    [Fact]
    public void Seven_days_end_with_today() =>
        Assert.Equal((new DateOnly(2026, 3, 26), new DateOnly(2026, 4, 1)), Days(InsightPeriod.Read("7d", null, null, TimeZoneInfo.Utc, Now)));

    [Fact]
    public void A_day_with_a_clock_change_is_as_long_as_it_is()
    {
        var period = InsightPeriod.Read(null, "2026-03-29", "2026-03-29", Berlin, Now);

        Assert.Equal(TimeSpan.FromHours(23), period.To - period.From);
    }

    [Fact]
    public void Both_days_of_a_range_are_in_it_and_their_order_does_not_matter()
    {
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 3)), Days(InsightPeriod.Read("custom", "2026-03-03", "2026-03-01", TimeZoneInfo.Utc, Now)));
        Assert.Equal(3, InsightPeriod.Read("custom", "2026-03-01", "2026-03-03", TimeZoneInfo.Utc, Now).Days);
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData("custom", "yesterday")]
    [InlineData(null, "2026-02-30")]
    public void What_cannot_be_read_is_seven_days(string? name, string? from) =>
        Assert.Equal("7d", InsightPeriod.Read(name, from, null, TimeZoneInfo.Utc, Now).Name);

    [Fact]
    public void No_period_is_longer_than_a_leap_year() =>
        Assert.Equal(366, InsightPeriod.Read(null, "2020-01-01", "2026-04-01", TimeZoneInfo.Utc, Now).Days);

    [Fact]
    public void A_running_period_is_compared_with_as_much_of_the_one_before()
    {
        var (from, to) = InsightPeriod.Read("today", null, null, TimeZoneInfo.Utc, Now).Before;

        Assert.Equal(new DateTimeOffset(2026, 3, 31, 0, 0, 0, TimeSpan.Zero), from);
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 20, 30, 0, TimeSpan.Zero), to);
    }

    [Fact]
    public void A_finished_period_is_compared_with_all_of_the_one_before()
    {
        var period = InsightPeriod.Read("custom", "2026-03-03", "2026-03-04", TimeZoneInfo.Utc, Now);

        Assert.Equal((new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), period.From), period.Before);
    }

    private static (DateOnly, DateOnly) Days(InsightPeriod period) => (period.First, period.Last);
}
