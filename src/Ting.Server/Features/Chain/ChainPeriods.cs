using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Chain;

/// <param name="Start">Its first day: a Monday, or the first of a month.</param>
/// <param name="Next">The first day of the one after it.</param>
public sealed record ChainPeriod(DateOnly Start, DateOnly Next, DateTimeOffset From, DateTimeOffset To);

/// <summary>The last whole weeks or months in somebody's days. The one that still runs is left out: half a week would always look poor.</summary>
public static class ChainPeriods
{
    /// <summary>At how many periods' distance something may follow; named here before anybody looks.</summary>
    public static IReadOnlyList<int> Lags(ChainStep step) => step is ChainStep.Week ? [0, 1, 2, 4, 8] : [0, 1, 2, 3];

    /// <summary>How many periods can be looked at; the first is the usual number.</summary>
    public static IReadOnlyList<int> Counts(ChainStep step) => step is ChainStep.Week ? [26, 13, 52] : [12, 24, 36];

    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<ChainPeriod> Last(ChainStep step, int count, TimeZoneInfo zone, DateTimeOffset now)
    {
        var running = StartOf(step, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));
        return [.. Enumerable.Range(0, count).Select(at => Of(step, Move(step, running, at - count), zone))];
    }

    public static DateOnly StartOf(ChainStep step, DateOnly day) =>
        step is ChainStep.Month ? new DateOnly(day.Year, day.Month, 1) : day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static DateOnly Move(ChainStep step, DateOnly start, int by) => step is ChainStep.Month ? start.AddMonths(by) : start.AddDays(7 * by);

    private static ChainPeriod Of(ChainStep step, DateOnly start, TimeZoneInfo zone)
    {
        var next = Move(step, start, 1);
        return new(start, next, WallClock.InZone(start.ToDateTime(TimeOnly.MinValue), zone), WallClock.InZone(next.ToDateTime(TimeOnly.MinValue), zone));
    }
}
