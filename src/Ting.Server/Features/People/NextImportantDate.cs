namespace Ting.Server.Features.People;

internal static class NextImportantDate
{
    /// <summary>The day to remember that comes next, today included, and when it is this time.</summary>
    public static (ImportantDate Date, DateTimeOffset At)? Of(IEnumerable<ImportantDate> dates, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return dates.Select(date => (Date: date, Day: NextOf(date, today)))
            .OrderBy(it => it.Day)
            .Select(it => ((ImportantDate, DateTimeOffset)?)(it.Date, new DateTimeOffset(it.Day.ToDateTime(new TimeOnly(12, 0)), zone.GetUtcOffset(it.Day.ToDateTime(new TimeOnly(12, 0))))))
            .FirstOrDefault();
    }

    private static DateOnly NextOf(ImportantDate date, DateOnly today)
    {
        var day = In(today.Year);
        return day >= today ? day : In(today.Year + 1);

        // 29 February is kept on the 28th in other years.
        DateOnly In(int year) => new(year, date.Month, Math.Min(date.Day, DateTime.DaysInMonth(year, date.Month)));
    }
}
