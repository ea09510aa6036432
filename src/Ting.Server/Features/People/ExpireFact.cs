using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.People;

/// <summary>A fact's time is over: it goes, unless its time was put off meanwhile.</summary>
public sealed record ExpireFact(Guid FactId) : IJob
{
    public static string Name => "expire-fact";

    internal sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock) : IJobHandler<ExpireFact>
    {
        public async Task HandleAsync(ExpireFact job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.Facts.SingleOrDefaultAsync(it => it.Id == job.FactId && it.ExpiresAt <= now, cancel) is not { } fact)
                return;

            db.Facts.Remove(fact);
            await db.SaveChangesAsync(cancel);
        }
    }
}
