using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>An administrator makes a calendar or changes it; what was counted by it is counted again.</summary>
public static class SaveCalendar
{
    /// <summary>What is null stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; set; }

        /// <summary>As the IANA names it: Asia/Shanghai.</summary>
        public string? Zone { get; set; }

        public WeekShape? Week { get; set; }

        /// <summary>All days that differ from their weekday.</summary>
        public IReadOnlyList<DayShape>? Days { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Calendar>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var calendar = id is null ? null : await db.Calendars.FindAsync([id.Value], cancel);
            if (id is not null && calendar is null)
                return Refusal.NotFound("calendar.not_found");
            if (calendar is not null && expected is { } seen && seen != calendar.Version)
                return Refusal.Stale("calendar.changed_meanwhile");

            var (name, zone, now) = (request.Name ?? calendar?.Name, request.Zone?.Trim() ?? calendar?.Zone ?? "UTC", clock.GetUtcNow());
            if ((Check.Name(name, "name") ?? CheckZone(zone)) is { } refusal)
                return refusal;
            if (WeekShape.Read(request.Week).IsRefused(out var badWeek, out var week))
                return badWeek;
            if (DayShape.Read(request.Days).IsRefused(out var badDay, out var days))
                return badDay;

            if (calendar is null)
                db.Calendars.Add(calendar = new Calendar(name!, zone, now));
            else
                calendar.Describe(name!, zone);
            if (request.Week is not null)
                calendar.Work(week);
            if (request.Days is not null)
                calendar.Except(days);
            return await SaveAsync(db, calendar, now, cancel);
        }
    }

    internal static async Task<Outcome<Calendar>> SaveAsync(AppDb db, Calendar calendar, DateTimeOffset now, CancellationToken cancel)
    {
        db.Enqueue(new HoursChanged("calendar", calendar.Id), now);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale("calendar.changed_meanwhile");
        }

        return calendar;
    }

    private static Refusal? CheckZone(string zone) =>
        zone.Length <= 60 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId ? null : Refusal.Invalid("calendar.zone", "zone");
}
