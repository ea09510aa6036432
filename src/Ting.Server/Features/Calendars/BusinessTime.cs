using System.Collections.Frozen;

namespace Ting.Server.Features.Calendars;

/// <summary>
/// Time counted in working hours only. Pure: a time zone, a week and the days that differ from it; nothing is asked of a clock.
/// A stretch of work lasts from one instant to another, so a day on which the clock is changed is as long as it really is.
/// </summary>
public sealed class BusinessTime
{
    /// <summary>How far one looks for the next work: beyond it a calendar counts as closed for good.</summary>
    private const int MostDays = 5 * 366;

    private static readonly TimeSpan MostToLookAt = TimeSpan.FromDays(14);

    /// <summary>Round the clock.</summary>
    public static readonly BusinessTime Always = new(TimeZoneInfo.Utc, [.. Enum.GetValues<DayOfWeek>().Select(_ => (IReadOnlyList<WorkSpan>)[new WorkSpan(0, WorkSpan.Day)])], []);

    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<WorkSpan>[] _week;
    private readonly FrozenDictionary<DateOnly, IReadOnlyList<WorkSpan>> _days;

    /// <param name="zone">Where the hours of the week are read on the wall.</param>
    /// <param name="week">The stretches of work from Sunday to Saturday, each day's in order.</param>
    /// <param name="days">The days that differ.</param>
    public BusinessTime(TimeZoneInfo zone, IReadOnlyList<IReadOnlyList<WorkSpan>> week, IEnumerable<CalendarDay> days)
    {
        _zone = zone;
        _week = [.. week];
        _days = days.GroupBy(day => day.Date).ToFrozenDictionary(day => day.Key, day => day.Last() is { Like: { } like } ? _week[(int)like] : day.Last().Spans);
    }

    public TimeZoneInfo Zone => _zone;

    /// <summary>The stretches of work that begin on a day.</summary>
    public IReadOnlyList<WorkSpan> SpansOf(DateOnly day) => _days.TryGetValue(day, out var spans) ? spans : _week[(int)day.DayOfWeek];

    public bool IsOpen(DateTimeOffset at) => NextOpen(at) == at;

    /// <summary>When work goes on, at this moment or after it; null when it never does.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset at) => Stretches(at).Select(it => (DateTimeOffset?)it.From).FirstOrDefault();

    /// <summary>When the work that is going on at this moment ends; null when nobody works, or the work never ends.</summary>
    public DateTimeOffset? Closes(DateTimeOffset at)
    {
        DateTimeOffset? end = null;
        foreach (var (from, to) in Stretches(at))
        {
            if (from > (end ?? at))
                return end;
            end = to;
            if (end - at > MostToLookAt)
                return null;
        }

        return end;
    }

    /// <summary>The working time from one moment to another; negative when they stand the other way round.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            return -Between(to, from);

        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Stretches(from, to))
        {
            if (start >= to)
                break;
            sum += (end < to ? end : to) - start;
        }

        return sum;
    }

    /// <summary>The first moment at which this much working time has passed; null when the calendar never offers as much.</summary>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan work)
    {
        if (work <= TimeSpan.Zero)
            return from;

        foreach (var (start, end) in Stretches(from))
        {
            if (end - start >= work)
                return start + work;
            work -= end - start;
        }

        return null;
    }

    // In the order of time, without overlaps, the first cut at the beginning. A stretch of the day before may reach into the first day.
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Stretches(DateTimeOffset from, DateTimeOffset? until = null)
    {
        var done = from;
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, _zone).DateTime).AddDays(-1);
        for (var (day, seen) = (first, 0); seen < MostDays && day < DateOnly.MaxValue.AddDays(-3); day = day.AddDays(1))
        {
            var spans = SpansOf(day);
            seen = spans.Count > 0 ? 0 : seen + 1; // only a long time without any work ends the search
            if (until is not null && day.ToDateTime(TimeOnly.MinValue) > until.Value.UtcDateTime.AddDays(2))
                yield break;
            foreach (var span in spans)
            {
                var (start, end) = (Instant(day, span.From), Instant(day, span.To));
                if (start < done)
                    start = done;
                if (end <= start)
                    continue;
                yield return (start, end);
                done = end;
            }
        }
    }

    // What the wall never shows is when the clock jumps over it; what it shows twice is the first time.
    private DateTimeOffset Instant(DateOnly day, int minutes)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        while (_zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
