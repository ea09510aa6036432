using System.Globalization;
using Ting.Server.Features.Calendars;

namespace Ting.Server.Tests.Features.Calendars;

public sealed class HolidayFileTests
{
    private static readonly DateOnly First = new(2025, 1, 1);

    [Fact]
    public void Days_off_and_days_made_up_for_are_told_apart()
    {
        var file = Read("""
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261001
            DTEND;VALUE=DATE:20261008
            SUMMARY:国庆节（休）
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261010
            SUMMARY:国庆节 补班 第2天/共2天
            END:VEVENT
            """);

        Assert.Equal(8, file.Days.Count);
        Assert.All(file.Days.SkipLast(1), day => Assert.True(day.IsClosed));
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 7)), (file.Days[0].Date, file.Days[6].Date));
        Assert.Equal((new DateOnly(2026, 10, 10), (DayOfWeek?)DayOfWeek.Monday), (file.Days[7].Date, file.Days[7].Like));
    }

    [Fact]
    public void What_comes_every_year_comes_every_year_within_reach()
    {
        var file = Read("""
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:19480101
            RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1
            EXDATE;VALUE=DATE:20260101
            SUMMARY:元日
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20250504
            RRULE:FREQ=YEARLY;COUNT=2
            SUMMARY:みどりの日
            END:VEVENT
            """);

        Assert.Equal(["2025-01-01", "2025-05-04", "2026-05-04", "2027-01-01", "2028-01-01"], file.Days.Select(day => day.Date.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Folded_lines_escapes_alarms_and_moments_are_read()
    {
        var file = Read("""
            BEGIN:VEVENT
            SUMMARY;LANGUAGE="en:GB":Boxing Day\, observed
              in all shops
            DTSTART:20261227T230000Z
            DURATION:PT10H
            BEGIN:VALARM
            SUMMARY:not this
            DTSTART:20260101
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261225
            STATUS:CANCELLED
            SUMMARY:gone
            END:VEVENT
            """, "Asia/Tokyo");

        var day = Assert.Single(file.Days);
        Assert.Equal((new DateOnly(2026, 12, 28), "Boxing Day, observed in all shops"), (day.Date, day.Name));
    }

    [Fact]
    public void What_is_not_understood_is_counted_and_left_out()
    {
        var file = Read("""
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260112
            RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=2MO
            SUMMARY:成人の日
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:no date
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260101
            DURATION:P900D
            SUMMARY:endless
            END:VEVENT
            """);

        Assert.Equal((0, 3), (file.Days.Count, file.NotUnderstood));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Not found</body></html>")]
    public void What_is_no_calendar_is_refused(string text) => Assert.Null(HolidayFile.Read(text, TimeZoneInfo.Utc, First));

    private static HolidayFile Read(string events, string zone = "Asia/Shanghai") =>
        HolidayFile.Read($"\uFEFFBEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events.ReplaceLineEndings("\r\n")}\r\nEND:VCALENDAR\r\n", TimeZoneInfo.FindSystemTimeZoneById(zone), First)!;
}
