namespace Ting.Listening.Tests;

/// <summary>Said on Thursday 19 November 2026 at 10:00 in Shanghai.</summary>
[Trait("req", "NEED-08")]
public sealed class PromiseTimeTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Said = new(2026, 11, 19, 10, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("zh", "今天下午5点", "19 17:00")]
    [InlineData("zh", "今天下午五点半", "19 17:30")]
    [InlineData("zh", "明天", "20 18:00")]
    [InlineData("zh", "明天上午", "20 12:00")]
    [InlineData("zh", "明晚8点", "20 20:00")]
    [InlineData("zh", "后天中午", "21 13:00")]
    [InlineData("zh", "下班前", "19 18:00")]
    [InlineData("zh", "15:30", "19 15:30")]
    [InlineData("zh", "3点", "19 15:00")]
    [InlineData("zh", "9点", "19 21:00")]
    [InlineData("zh", "周五", "20 18:00")]
    [InlineData("zh", "下周三上午十点", "25 10:00")]
    [InlineData("zh", "周末", "22 18:00")]
    [InlineData("zh", "28号", "28 18:00")]
    [InlineData("zh", "11月25日", "25 18:00")]
    [InlineData("zh", "月底", "30 18:00")]
    [InlineData("zh", "半小时", "19 10:30")]
    [InlineData("zh", "两个小时", "19 12:00")]
    [InlineData("zh", "24小时", "20 10:00")]
    [InlineData("zh", "3天", "22 18:00")]
    [InlineData("zh", "3个工作日", "24 18:00")]
    [InlineData("zh", "1-3个工作日", "24 18:00")]
    [InlineData("zh", "一周", "26 18:00")]
    [InlineData("zh", "这就", "19 10:30")]
    [InlineData("ja", "本日午後５時", "19 17:00")]
    [InlineData("ja", "明日の十時", "20 10:00")]
    [InlineData("ja", "明朝", "20 12:00")]
    [InlineData("ja", "明後日", "21 18:00")]
    [InlineData("ja", "本日夕方", "19 18:00")]
    [InlineData("ja", "金曜", "20 18:00")]
    [InlineData("ja", "来週の水曜", "25 18:00")]
    [InlineData("ja", "週明け", "23 18:00")]
    [InlineData("ja", "25日", "25 18:00")]
    [InlineData("ja", "3日以内", "22 18:00")]
    [InlineData("ja", "2時間", "19 12:00")]
    [InlineData("ja", "3営業日", "24 18:00")]
    [InlineData("ja", "三十分後", "19 10:30")]
    [InlineData("ja", "14時半", "19 14:30")]
    [InlineData("ja", "今すぐ", "19 10:30")]
    [InlineData("en", "today", "19 18:00")]
    [InlineData("en", "tonight", "19 21:00")]
    [InlineData("en", "tomorrow at 4 pm", "20 16:00")]
    [InlineData("en", "tomorrow by four", "20 16:00")]
    [InlineData("en", "Friday noon", "20 12:00")]
    [InlineData("en", "next Wednesday", "25 18:00")]
    [InlineData("en", "by the end of the day", "19 18:00")]
    [InlineData("en", "by the end of the week", "20 18:00")]
    [InlineData("en", "within 24 hours", "20 10:00")]
    [InlineData("en", "within an hour", "19 11:00")]
    [InlineData("en", "half an hour", "19 10:30")]
    [InlineData("en", "two working days", "23 18:00")]
    [InlineData("en", "3 days", "22 18:00")]
    [InlineData("en", "the 25th", "25 18:00")]
    [InlineData("en", "28 November", "28 18:00")]
    [InlineData("en", "in the morning", "20 12:00")]
    [InlineData("en", "at once", "19 10:30")]
    public void A_time_in_words_is_a_moment(string language, string when, string due)
    {
        var at = PromiseTime.Of(when, language, Said, Zone);

        Assert.NotNull(at);
        Assert.Equal(due, TimeZoneInfo.ConvertTime(at.Value, Zone).ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("zh", null)]
    [InlineData("zh", "")]
    [InlineData("zh", "改天")]
    [InlineData("ja", "後日")]
    [InlineData("en", "soon")]
    [InlineData("en", "99999 days")]
    [InlineData("zh", "2月31号")]
    public void Words_without_a_time_have_none(string language, string? when) => Assert.Null(PromiseTime.Of(when, language, Said, Zone));

    [Fact]
    public void A_day_that_is_over_ends_at_midnight()
    {
        var at = PromiseTime.Of("今天", "zh", Said.AddHours(10), Zone);

        Assert.Equal(new DateTimeOffset(2026, 11, 19, 23, 59, 0, TimeSpan.FromHours(8)), at);
    }

    [Fact]
    public void An_hour_that_summer_time_leaves_out_is_the_next()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), PromiseTime.Of("tomorrow at 1:30 am", "en", new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), london));
    }
}
