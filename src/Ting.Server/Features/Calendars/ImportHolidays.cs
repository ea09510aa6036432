using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>An administrator takes holidays over from an iCalendar file. Days that stand already stay, so the same file can be taken twice.</summary>
public static class ImportHolidays
{
    public const int MostCharacters = 1_000_000;

    /// <param name="Days">The days that the file names.</param>
    /// <param name="Added">How many of them were new.</param>
    /// <param name="Kept">How many stood already and stay as they were.</param>
    /// <param name="NotUnderstood">Events that were left out.</param>
    public sealed record Response(IReadOnlyList<DayShape> Days, int Added, int Kept, int NotUnderstood);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="isTrial">Only say what would come of it.</param>
        public async Task<Outcome<Response>> HandleAsync(Guid id, string text, bool isTrial, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Calendars.FindAsync([id], cancel) is not { } calendar)
                return Refusal.NotFound("calendar.not_found");
            if (text.Length > MostCharacters)
                return Refusal.Invalid("calendar.file_too_large", "file");

            var now = clock.GetUtcNow();
            if (Read(calendar, text, now) is not { } file)
                return Refusal.Invalid("calendar.not_a_calendar", "file");

            var known = calendar.ReadDays();
            var dates = known.Select(day => day.Date).ToHashSet();
            CalendarDay[] added = [.. file.Days.Where(day => !dates.Contains(day.Date))];
            if (known.Count + added.Length > Calendar.MostDays)
                return Refusal.Invalid("calendar.too_many_days", "file");

            if (!isTrial && added.Length > 0)
            {
                calendar.Except([.. known, .. added]);
                if ((await SaveCalendar.SaveAsync(db, calendar, now, cancel)).IsRefused(out var refusal, out _))
                    return refusal;
            }

            return new Response([.. file.Days.Select(DayShape.Of)], added.Length, file.Days.Count - added.Length, file.NotUnderstood);
        }
    }

    // From the beginning of last year on, so that what happened lately is counted rightly too.
    internal static HolidayFile? Read(Calendar calendar, string text, DateTimeOffset now) =>
        HolidayFile.Read(text, TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone), new DateOnly(now.Year - 1, 1, 1));
}
