using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>An administrator takes a service level back; what is over keeps the times it had.</summary>
public static class RemoveServiceLevel
{
    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ServiceLevels.FindAsync([id], cancel) is not { } level)
                return Refusal.NotFound("service_level.not_found");

            db.ServiceLevels.Remove(level);
            db.Enqueue(new HoursChanged("service-level", id), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}
