using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Platform.Localisation;

public sealed class DateFormatsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 14, 8, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "19 Nov", "19 Nov 2026", "Thursday 19 November 2026, 22:08", "waited 3 min", "2 h ago")]
    [InlineData("ja", "11月19日", "2026年11月19日", "2026年11月19日（木）22:08", "待ち 3 分", "2 時間前")]
    [InlineData("zh-Hans", "11月19日", "2026年11月19日", "2026年11月19日 星期四 22:08", "等了 3 分", "2 小时前")]
    public void Times_read_naturally_in_every_language(string language, string day, string date, string full, string waited, string ago)
    {
        var dates = Dates(language, "Asia/Shanghai");

        Assert.Equal("22:08", dates.Time(Now));
        Assert.Equal(day, dates.Day(Now));
        Assert.Equal(date, dates.Date(Now));
        Assert.Equal(full, dates.Full(Now));
        Assert.Equal(waited, dates.Waited(Now.AddMinutes(-3)));
        Assert.Equal(ago, dates.Ago(Now.AddHours(-2)));
    }

    [Fact]
    public void Yesterday_is_reckoned_in_the_readers_zone()
    {
        var justAfterMidnightInTokyo = new DateTimeOffset(2026, 11, 18, 15, 1, 0, TimeSpan.Zero);

        Assert.Equal("00:01", Dates("en", "Asia/Tokyo").Short(justAfterMidnightInTokyo));
        Assert.Equal("Yesterday", Dates("en", "UTC").Short(justAfterMidnightInTokyo));
    }

    [Theory]
    [InlineData(66, "1:06")]
    [InlineData(12300, "3:25:00")]
    [InlineData(180000, "2 d 2 h")]
    [InlineData(-30, "−0:30")]
    public void Durations_grow_from_minutes_to_days(int seconds, string words) =>
        Assert.Equal(words, Dates("en", "UTC").Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(252, "4:12")]
    [InlineData(3480, "58")]
    [InlineData(-720, "−12")]
    [InlineData(10800, "3h")]
    [InlineData(-864000, "−10d")]
    public void The_rings_text_is_never_longer_than_four_characters(int seconds, string words)
    {
        Assert.Equal(words, DateFormats.Tiny(TimeSpan.FromSeconds(seconds)));
        Assert.InRange(words.Length, 1, 4);
    }

    private static DateFormats Dates(string language, string zone)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return new DateFormats(services.GetRequiredService<IStringLocalizer<LocalisationText>>(), new StoppedClock(), TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
