using Ting.Server.Features.Chain;

namespace Ting.Server.Tests.Features.Chain;

[Trait("req", "SPC-01")]
public sealed class ChainPeriodsTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Fact]
    public void Weeks_begin_on_Monday_in_the_readers_days_and_the_one_that_runs_is_left_out()
    {
        var periods = ChainPeriods.Last(ChainStep.Week, 3, London, new DateTimeOffset(2026, 4, 5, 22, 30, 0, TimeSpan.Zero)); // Sunday, half past eleven in London

        Assert.Equal([new(2026, 3, 9), new(2026, 3, 16), new(2026, 3, 23)], periods.Select(it => it.Start));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 23, 0, 0, TimeSpan.Zero), periods[^1].To); // summer time began that Sunday
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(new DateOnly(2026, 3, 30), ChainPeriods.Last(ChainStep.Week, 1, London, new DateTimeOffset(2026, 4, 5, 23, 30, 0, TimeSpan.Zero))[0].Start); // it is Monday there
    }

    [Fact]
    public void Months_go_over_the_year()
    {
        var periods = ChainPeriods.Last(ChainStep.Month, 2, TimeZoneInfo.Utc, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal([new(2025, 11, 1), new(2025, 12, 1)], periods.Select(it => it.Start));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), periods[^1].To);
    }
}
