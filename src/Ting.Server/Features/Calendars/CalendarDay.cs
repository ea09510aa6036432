namespace Ting.Server.Features.Calendars;

/// <summary>A day that is not like its weekday.</summary>
/// <param name="Like">It is worked like this weekday (调休); null when <paramref name="Spans"/> say it.</param>
/// <param name="Spans">The stretches of work; none when closed.</param>
public sealed record CalendarDay(DateOnly Date, string Name, DayOfWeek? Like, IReadOnlyList<WorkSpan> Spans)
{
    public bool IsClosed => Like is null && Spans.Count == 0;

    public static CalendarDay Closed(DateOnly date, string name) => new(date, name, null, []);
}
