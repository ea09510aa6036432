using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>An administrator throws a calendar away that nothing is counted by.</summary>
public static class RemoveCalendar
{
    public sealed class Handler(IDbContextFactory<AppDb> database, IEnumerable<CalendarUse> uses)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Calendars.FindAsync([id], cancel) is not { } calendar)
                return Refusal.NotFound("calendar.not_found");
            foreach (var use in uses)
            {
                if (await use.IsInUseAsync(db, id, cancel))
                    return Refusal.Conflict("calendar.in_use");
            }

            db.Calendars.Remove(calendar);
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}
