using System.ComponentModel;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>The hours of a week, each day as "09:00-12:00, 13:30-18:00"; empty when nobody works. An end that is not after its beginning lies on the next day.</summary>
public sealed record WeekShape
{
    private static readonly IReadOnlyList<WorkSpan>[] Nothing = [[], [], [], [], [], [], []];

    public string Monday { get; set; } = "";
    public string Tuesday { get; set; } = "";
    public string Wednesday { get; set; } = "";
    public string Thursday { get; set; } = "";
    public string Friday { get; set; } = "";
    public string Saturday { get; set; } = "";
    public string Sunday { get; set; } = "";

    internal static WeekShape Of(Calendar calendar)
    {
        string[] days = [.. calendar.ReadWeek().Select(WorkSpan.Write)];
        return new() { Sunday = days[0], Monday = days[1], Tuesday = days[2], Wednesday = days[3], Thursday = days[4], Friday = days[5], Saturday = days[6] };
    }

    internal string Of(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        _ => Sunday,
    } ?? "";

    /// <returns>From Sunday to Saturday.</returns>
    internal static Outcome<IReadOnlyList<IReadOnlyList<WorkSpan>>> Read(WeekShape? shape)
    {
        if (shape is null)
            return Nothing;

        var week = new List<IReadOnlyList<WorkSpan>>();
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (WorkSpan.Read(shape.Of(day)) is not { } spans)
                return Refusal.Invalid("calendar.hours", $"week.{day.ToString().ToLowerInvariant()}");
            week.Add(spans);
        }

        return week;
    }
}

/// <summary>A day that is not like its weekday: closed, with hours of its own, or worked like another weekday.</summary>
/// <param name="Like">The weekday whose hours it has.</param>
/// <param name="Hours">Its own hours; neither these nor a weekday: closed.</param>
public sealed record DayShape(DateOnly Date, string? Name, [property: Description("A make-up day is worked like this weekday")] DayOfWeek? Like, string? Hours)
{
    internal static DayShape Of(CalendarDay day) => new(day.Date, day.Name, day.Like, day.Like is null ? WorkSpan.Write(day.Spans) : null);

    internal static Outcome<IReadOnlyList<CalendarDay>> Read(IReadOnlyList<DayShape>? shapes)
    {
        var days = new List<CalendarDay>();
        if (shapes?.Count > Calendar.MostDays)
            return Refusal.Invalid("calendar.too_many_days", "days");
        foreach (var shape in shapes ?? [])
        {
            if (shape.Read().IsRefused(out var refusal, out var day))
                return refusal;
            days.Add(day);
        }

        return days;
    }

    internal Outcome<CalendarDay> Read()
    {
        var name = Name?.Trim() ?? "";
        if (name.Length > 60 || name.Any(char.IsControl))
            return Refusal.Invalid("calendar.day_name", "name");
        if (Date.Year is < 2000 or > 2199)
            return Refusal.Invalid("calendar.day_date", "date");
        if (Like is { } like && !Enum.IsDefined(like))
            return Refusal.Invalid("form.choice", "like");
        return WorkSpan.Read(Hours) is { } spans
            ? new CalendarDay(Date, name, Like, Like is null ? spans : [])
            : Refusal.Invalid("calendar.hours", "hours");
    }
}

/// <summary>A calendar as the API shows it.</summary>
/// <param name="Open">Somebody works at this moment.</param>
/// <param name="NextOpenAt">When work goes on; now, while it does.</param>
/// <param name="ClosesAt">When the work that is going on ends.</param>
public sealed record CalendarShape(
    Guid Id, string Name, string Zone, WeekShape Week, IReadOnlyList<DayShape> Days, bool Open, DateTimeOffset? NextOpenAt, DateTimeOffset? ClosesAt, DateTimeOffset CreatedAt, int Version)
{
    public static CalendarShape Of(Calendar calendar, DateTimeOffset now)
    {
        var time = calendar.Time();
        var next = time.NextOpen(now);
        return new(calendar.Id, calendar.Name, calendar.Zone, WeekShape.Of(calendar), [.. calendar.ReadDays().Select(DayShape.Of)], next == now, next, time.Closes(now), calendar.CreatedAt, calendar.Version);
    }
}
