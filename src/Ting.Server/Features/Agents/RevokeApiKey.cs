using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator shuts a program out, at once and for good.</summary>
public static class RevokeApiKey
{
    internal sealed class Handler(IDbContextFactory<AppDb> database, KeyRing keys, TimeProvider clock)
    {
        public async Task<Outcome<Guid>> HandleAsync(Guid id, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ApiKeys.FindAsync([id], cancel) is not { } key)
                return Refusal.NotFound("api_key.not_found");

            if (key.RevokedAt is not null)
                return id;

            var now = clock.GetUtcNow();
            key.Revoke(now);
            db.Append(key.Log(ApiKey.Revoked, actor, now));
            await db.SaveChangesAsync(cancel);
            keys.Forget(key.Hash);
            return id;
        }
    }
}
