using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Calendars;

namespace Ting.Server.Tests.Features.Calendars;

/// <summary>Calendars nobody would think of: any zone, any hours, nights, days off and days made up for, around the days on which clocks are changed.</summary>
internal static class RandomCalendar
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones =
        ["Asia/Shanghai", "Asia/Tokyo", "Europe/London", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Chatham", "Africa/Casablanca", "UTC"];

    private static readonly Gen<IReadOnlyList<WorkSpan>> Spans =
        from edges in Gen.Choose(0, 95).ArrayOf(4)
        from night in Gen.Choose(0, 5)
        let sorted = edges.Distinct().Order().Select(quarter => quarter * 15).ToArray()
        select (IReadOnlyList<WorkSpan>)(sorted.Length switch
        {
            4 when night == 0 => [new WorkSpan(sorted[0], sorted[1]), new WorkSpan(sorted[3], sorted[2] + WorkSpan.Day)],
            4 => [new WorkSpan(sorted[0], sorted[1]), new WorkSpan(sorted[2], sorted[3])],
            2 or 3 => [new WorkSpan(sorted[0], sorted[1])],
            _ => [],
        });

    private static readonly Gen<CalendarDay> Days =
        from number in Gen.Choose(0, 364)
        from kind in Gen.Choose(0, 2)
        from like in Gen.Choose(0, 6)
        from spans in Spans
        select new CalendarDay(new DateOnly(2026, 1, 1).AddDays(number), "", kind == 0 ? (DayOfWeek)like : null, kind == 1 ? [] : spans);

    /// <summary>Always open for an hour on Wednesdays, so that there is work to be done at all.</summary>
    private static readonly Gen<BusinessTime> Calendars =
        from zone in Gen.Elements(Zones)
        from week in Spans.ArrayOf(7)
        from days in Days.ArrayOf(20)
        select new BusinessTime(TimeZoneInfo.FindSystemTimeZoneById(zone), [.. week.Select((spans, day) => day == 3 && spans.Count == 0 ? [new WorkSpan(600, 660)] : spans)], days);

    private static readonly Gen<DateTimeOffset> Moments = from seconds in Gen.Choose(0, 364 * 86_400) select Start.AddSeconds(seconds);

    public sealed record Case(BusinessTime Time, DateTimeOffset One, DateTimeOffset Two, DateTimeOffset Three, TimeSpan Work, TimeSpan More);

    public static readonly Arbitrary<Case> Cases = Arb.From(
        from time in Calendars
        from one in Moments
        from two in Moments
        from three in Moments
        from work in Gen.Choose(0, 40 * 3600)
        from more in Gen.Choose(0, 40 * 3600)
        select new Case(time, one, two, three, TimeSpan.FromSeconds(work), TimeSpan.FromSeconds(more)));
}
