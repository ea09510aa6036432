using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Calendars;

/// <summary>A calendar as its form posts it: a day without work posts nothing.</summary>
internal sealed class CalendarInput
{
    public string? Name { get; set; }
    public string? Zone { get; set; }
    public string? Monday { get; set; }
    public string? Tuesday { get; set; }
    public string? Wednesday { get; set; }
    public string? Thursday { get; set; }
    public string? Friday { get; set; }
    public string? Saturday { get; set; }
    public string? Sunday { get; set; }
    public int Version { get; set; }

    public static CalendarInput Of(Calendar calendar)
    {
        var week = WeekShape.Of(calendar);
        return new()
        {
            Name = calendar.Name,
            Zone = calendar.Zone,
            Version = calendar.Version,
            Monday = week.Monday,
            Tuesday = week.Tuesday,
            Wednesday = week.Wednesday,
            Thursday = week.Thursday,
            Friday = week.Friday,
            Saturday = week.Saturday,
            Sunday = week.Sunday,
        };
    }

    public string? Of(DayOfWeek day) => ToWeek().Of(day);

    public WeekShape ToWeek() => new()
    {
        Monday = Monday ?? "",
        Tuesday = Tuesday ?? "",
        Wednesday = Wednesday ?? "",
        Thursday = Thursday ?? "",
        Friday = Friday ?? "",
        Saturday = Saturday ?? "",
        Sunday = Sunday ?? "",
    };
}

/// <summary>A day that differs, as its form posts it.</summary>
internal sealed class DayInput
{
    public DateOnly Date { get; set; }
    public string? Name { get; set; }

    /// <summary>closed, hours, or the weekday it is worked like.</summary>
    public string? Kind { get; set; }

    public string? Hours { get; set; }

    public DayShape ToShape() => new(Date, Name, Choice.Of<DayOfWeek>(Kind), Kind == "hours" ? Hours : null);
}
