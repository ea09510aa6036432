using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Calendars;

namespace Ting.Server.Tests.Features.Calendars;

[Trait("req", "OMNI-05")]
public sealed class BusinessTimeTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    // Mondays to Fridays with a lunch break, as in many offices.
    private static readonly IReadOnlyList<IReadOnlyList<WorkSpan>> Office = Week("09:00-12:00, 13:30-18:00");

    [Fact]
    public void Working_time_is_additive() => Holds(it =>
        it.Time.Between(it.One, it.Two) + it.Time.Between(it.Two, it.Three) == it.Time.Between(it.One, it.Three));

    [Fact]
    public void Waiting_first_for_some_and_then_for_more_is_waiting_for_both() => Holds(it =>
        it.Time.After(it.Time.After(it.One, it.Work)!.Value, it.More) == it.Time.After(it.One, it.Work + it.More));

    [Fact]
    public void The_moment_after_some_work_is_that_much_work_away() => Holds(it =>
        it.Time.Between(it.One, it.Time.After(it.One, it.Work)!.Value) == it.Work);

    [Fact]
    public void No_earlier_moment_would_do() => Holds(it =>
        it.Work == TimeSpan.Zero || it.Time.Between(it.One, it.Time.After(it.One, it.Work)!.Value.AddTicks(-1)) < it.Work);

    [Fact]
    public void Who_begins_later_or_has_more_to_do_is_not_done_sooner() => Holds(it =>
    {
        var (early, late) = it.One < it.Two ? (it.One, it.Two) : (it.Two, it.One);
        return it.Time.After(early, it.Work) <= it.Time.After(late, it.Work)
            && it.Time.After(early, it.Work) <= it.Time.After(early, it.Work + it.More)
            && it.Time.Between(early, late) >= TimeSpan.Zero && it.Time.Between(early, late) <= late - early;
    });

    [Fact]
    public void It_is_open_exactly_where_working_time_passes() => Holds(it =>
        it.Time.IsOpen(it.One) == (it.Time.Between(it.One, it.One.AddTicks(1)) > TimeSpan.Zero)
        && (it.Time.Closes(it.One) is not { } closes || (it.Time.IsOpen(it.One) && !it.Time.IsOpen(closes) && it.Time.Between(it.One, closes) == closes - it.One)));

    [Theory]
    // before lunch, in the break, over the break, over the night, over the weekend
    [InlineData("2026-04-08 10:00", 60, "2026-04-08 11:00")]
    [InlineData("2026-04-08 12:30", 15, "2026-04-08 13:45")]
    [InlineData("2026-04-08 11:45", 30, "2026-04-08 13:45")]
    [InlineData("2026-04-08 17:50", 30, "2026-04-09 09:20")]
    [InlineData("2026-04-10 17:50", 30, "2026-04-13 09:20")]
    [InlineData("2026-04-08 11:00", 60, "2026-04-08 12:00")] // to the very end of a stretch, not to the beginning of the next
    // 清明节 closed on Monday 6 April, so Friday's rest is done on Tuesday
    [InlineData("2026-04-03 17:30", 60, "2026-04-07 09:30")]
    // 调休: Saturday 9 May is worked like a Monday
    [InlineData("2026-05-08 17:30", 60, "2026-05-09 09:30")]
    // half a day before the festival, then three days off
    [InlineData("2026-06-18 11:30", 60, "2026-06-22 09:30")]
    public void An_office_in_Shanghai_counts_as_people_there_do(string from, int minutes, string due)
    {
        var time = new BusinessTime(Zone("Asia/Shanghai"), Office,
        [
            CalendarDay.Closed(new(2026, 4, 6), "清明节"),
            new CalendarDay(new(2026, 5, 9), "劳动节调休", DayOfWeek.Monday, []),
            new CalendarDay(new(2026, 6, 18), "端午节前", null, WorkSpan.Read("09:00-12:00")!),
            CalendarDay.Closed(new(2026, 6, 19), "端午节"),
        ]);

        Assert.Equal(At(due, 8), time.After(At(from, 8), TimeSpan.FromMinutes(minutes)));
        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Between(At(from, 8), At(due, 8)));
    }

    [Theory]
    // 29 March 2026: at 01:00 it is 02:00 in London; 25 October: at 02:00 it is 01:00 again
    [InlineData("2026-03-28T22:00Z", "2026-03-29T06:00Z", 7)] // 22:00 to 06:00 on the wall is seven hours
    [InlineData("2026-10-24T21:00Z", "2026-10-25T06:00Z", 9)] // and nine in October
    [InlineData("2026-04-28T21:00Z", "2026-04-29T05:00Z", 8)]
    public void A_night_shift_in_London_is_as_long_as_it_is(string from, string to, int hours)
    {
        var time = new BusinessTime(Zone("Europe/London"), Week("22:00-06:00", everyDay: true), []);

        Assert.Equal(TimeSpan.FromHours(hours), time.Between(Utc(from).AddHours(-2), Utc(to).AddHours(2)));
        Assert.True(time.IsOpen(Utc(from)));
        Assert.False(time.IsOpen(Utc(from).AddTicks(-1)));
    }

    [Fact]
    public void A_stretch_in_an_hour_that_the_clock_leaves_out_holds_no_work_and_one_in_a_repeated_hour_holds_both()
    {
        var time = new BusinessTime(Zone("Europe/London"), Week("01:00-02:00", everyDay: true), []);

        Assert.Equal(TimeSpan.Zero, time.Between(Utc("2026-03-29T00:00Z"), Utc("2026-03-29T12:00Z")));
        Assert.Equal(TimeSpan.FromHours(2), time.Between(Utc("2026-10-25T00:00Z"), Utc("2026-10-25T12:00Z"))); // from 01:00 for the first time until 02:00
        Assert.Equal(TimeSpan.FromHours(1), time.Between(Utc("2026-03-28T00:00Z"), Utc("2026-03-28T12:00Z")));
    }

    [Fact]
    public void Night_work_belongs_to_the_day_on_which_it_begins()
    {
        var time = new BusinessTime(TimeZoneInfo.Utc, Week("22:00-06:00", everyDay: true), [CalendarDay.Closed(new(2026, 4, 9), "")]);

        Assert.True(time.IsOpen(Utc("2026-04-09T03:00Z"))); // still Wednesday's
        Assert.False(time.IsOpen(Utc("2026-04-09T23:00Z")));
        Assert.False(time.IsOpen(Utc("2026-04-10T03:00Z")));
        Assert.Equal(Utc("2026-04-10T22:00Z"), time.NextOpen(Utc("2026-04-09T07:00Z")));
    }

    [Fact]
    public void Who_never_opens_is_never_done_and_who_never_closes_does_not_close()
    {
        var never = new BusinessTime(TimeZoneInfo.Utc, [[], [], [], [], [], [], []], []);
        var now = Utc("2026-04-09T03:00Z");

        Assert.Null(never.After(now, TimeSpan.FromMinutes(1)));
        Assert.Null(never.NextOpen(now));
        Assert.Equal(now, never.After(now, TimeSpan.Zero));
        Assert.Null(BusinessTime.Always.Closes(now));
        Assert.Equal(now.AddHours(30), BusinessTime.Always.After(now, TimeSpan.FromHours(30)));
    }

    [Theory]
    [InlineData("9:00-12:00, 13:30–18:00", "09:00-12:00, 13:30-18:00")]
    [InlineData("13:30～18:00、9：00~12：00", "09:00-12:00, 13:30-18:00")]
    [InlineData("22:00-06:00", "22:00-06:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("", "")]
    public void Hours_are_read_as_people_write_them(string typed, string read) => Assert.Equal(read, WorkSpan.Write(WorkSpan.Read(typed)!));

    [Theory]
    [InlineData("9-5")]
    [InlineData("09:00-12:00, 11:00-13:00")]
    [InlineData("25:00-26:00")]
    [InlineData("09:60-10:00")]
    [InlineData("09:00-09:00")]
    [InlineData("24:00-25:00")]
    public void Hours_that_say_nothing_clear_are_refused(string typed) => Assert.Null(WorkSpan.Read(typed));

    private static void Holds(Func<RandomCalendar.Case, bool> property) => Check.One(Thorough, Prop.ForAll(RandomCalendar.Cases, property));

    private static IReadOnlyList<IReadOnlyList<WorkSpan>> Week(string hours, bool everyDay = false) =>
        [.. Enum.GetValues<DayOfWeek>().Select(day => everyDay || day is not (DayOfWeek.Saturday or DayOfWeek.Sunday) ? WorkSpan.Read(hours)! : [])];

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTimeOffset At(string local, int offset) => new(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(offset));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
