using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Calendars;

/// <summary>Every calendar, ready to count with.</summary>
public sealed class CalendarBook(IReadOnlyDictionary<Guid, BusinessTime> times)
{
    private const int Most = 1000;

    /// <summary>Who has no calendar works round the clock.</summary>
    public BusinessTime Of(Guid? calendarId) => calendarId is { } id && times.TryGetValue(id, out var time) ? time : BusinessTime.Always;

    internal static async Task<CalendarBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new((await db.Calendars.AsNoTracking().OrderBy(calendar => calendar.Id).Take(Most).ToListAsync(cancel)).ToDictionary(calendar => calendar.Id, calendar => calendar.Time()));
}

/// <summary>Who else may hold on to a calendar: one that is in use is not removed.</summary>
public sealed record CalendarUse(Func<AppDb, Guid, CancellationToken, Task<bool>> IsInUseAsync);

/// <summary>Hours, targets or what they apply to have changed: what was counted by them is counted again.</summary>
/// <param name="Because">calendar, inbox or service-level.</param>
/// <param name="Of">The one that changed.</param>
/// <param name="After">Where an earlier part of the work has come to; null at the beginning.</param>
public sealed record HoursChanged(string Because, Guid Of, string? After = null) : IJob
{
    public static string Name => "hours-changed";
}
