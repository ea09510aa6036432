using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Conversations;

/// <summary>The moments one usually puts something off to, in the agent's own time.</summary>
public static class SnoozeTimes
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly TimeSpan Afternoon = TimeSpan.FromHours(16);

    /// <summary>hour, afternoon (while it lies ahead), tomorrow and monday, with when they are.</summary>
    public static IEnumerable<(string Key, DateTimeOffset At)> From(DateTimeOffset now, TimeZoneInfo zone)
    {
        var here = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        yield return ("hour", now.AddHours(1));
        if (here.TimeOfDay < Afternoon - TimeSpan.FromMinutes(30))
            yield return ("afternoon", WallClock.InZone(here.Date + Afternoon, zone));
        yield return ("tomorrow", WallClock.InZone(here.Date.AddDays(1) + Morning, zone));
        var untilMonday = ((int)DayOfWeek.Monday - (int)here.DayOfWeek + 7) % 7;
        if (untilMonday != 1) // on Sundays that is tomorrow
            yield return ("monday", WallClock.InZone(here.Date.AddDays(untilMonday == 0 ? 7 : untilMonday) + Morning, zone));
    }

    /// <param name="custom">A local date and time as a browser's field gives it; counts when <paramref name="key"/> names none.</param>
    public static DateTimeOffset? Of(string? key, string? custom, DateTimeOffset now, TimeZoneInfo zone)
    {
        foreach (var (known, at) in From(now, zone))
        {
            if (known == key)
                return at;
        }

        return WallClock.Read(custom, zone);
    }
}
