using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>What every change of a case has in common: find it, change it, save it with its history, tell the screens.</summary>
public sealed class SaveCase(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    /// <param name="version">The version the caller saw (If-Match); null when any will do.</param>
    public Task<Outcome<Case>> HandleAsync(Guid id, int? version, Func<AppDb, Case, DateTimeOffset, Task<Refusal?>> change, CancellationToken cancel) =>
        Attempts.OnConflictAsync<Outcome<Case>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Cases.FindAsync([id], cancel) is not { } matter)
                return Refusal.NotFound("case.not_found");
            if (version is not null && version != matter.Version)
                return Refusal.Stale("case.changed_meanwhile");
            if (await change(db, matter, clock.GetUtcNow()) is { } refusal)
                return refusal;

            await db.SaveAsync(matter, cancel);
            Announce(live, id);
            return matter;
        });

    internal static void Announce(LiveFeed live, Guid id)
    {
        live.Publish("cases");
        live.Publish($"case:{id}");
    }

    internal static async Task<Refusal?> CheckKeepersAsync(AppDb db, Guid? ownerId, Guid? teamId, CancellationToken cancel)
    {
        if (ownerId is { } owner && !await db.Agents.AnyAsync(agent => agent.Id == owner && agent.Active, cancel))
            return Refusal.Invalid("agent.not_found", "ownerId");
        return teamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel) ? Refusal.Invalid("team.not_found", "teamId") : null;
    }
}
