using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Platform.Localisation;

public sealed class WallClockTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2026-11-22T18:30", "2026-11-22T10:30:00Z")]
    [InlineData("0001-01-01T00:00", null)] // before time began in the east: no moment at all
    [InlineData("9999-12-31T23:59", null)]
    [InlineData("tomorrow", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_field_is_a_moment_of_our_times_or_none(string? field, string? moment) =>
        Assert.Equal(moment is null ? null : DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), WallClock.Read(field, Shanghai));

    [Fact]
    public void The_hour_that_summer_time_leaves_out_becomes_the_next() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), WallClock.Read("2026-03-29T01:30", TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));
}
