using Ting.Server.Features.Academy.Grading;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>When what went wrong comes back: after the days that Content/repetition.yaml names, one step further each time it is right.</summary>
internal static class Repetition
{
    private static readonly Lazy<RepetitionFile> Rules = new(() => ContentFiles.Read<RepetitionFile>("repetition.yaml"));

    public static IReadOnlyList<int> Days => Rules.Value.Days;

    /// <summary>Where an exercise stands after an answer.</summary>
    /// <param name="step">How often in a row it was right when it was due; null when it is not being repeated.</param>
    /// <param name="dueAt">When it is due; null when it is not being repeated.</param>
    public static (int? Step, DateTimeOffset? DueAt) After(Verdict verdict, int? step, DateTimeOffset? dueAt, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (verdict is not Verdict.Right)
            return (0, Morning(now, Days[0], zone));
        if (step is not { } at || dueAt is not { } due)
            return (null, null);
        if (due > now)
            return (at, due); // right at once after a mistake is not yet known tomorrow
        return at + 1 < Days.Count ? (at + 1, Morning(now, Days[at + 1], zone)) : (null, null);
    }

    // From the beginning of that day where the learner is.
    private static DateTimeOffset Morning(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(days);
        while (zone.IsInvalidTime(day))
            day = day.AddMinutes(30);
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }

    private sealed class RepetitionFile
    {
        public List<int> Days { get; set; } = [];
    }
}
