using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Staffing;

/// <summary>An agent's screen is open. Who comes for the first time is online; who had fallen silent is what they were before.</summary>
public static class HearAgent
{
    /// <summary>How long screens may be silent before their agent counts as gone; they speak every minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task HandleAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            // The usual case changes nothing that anybody else reads, so it takes no part in their conflicts.
            var heard = await db.WriteAsync(inside => db.Seats
                .Where(seat => seat.AgentId == agentId && seat.State == seat.Chosen)
                .ExecuteUpdateAsync(set => set.SetProperty(seat => seat.HeardAt, now), inside), cancel);
            if (heard == 1)
                return;

            await Attempts.OnConflictAsync(() => ReturnAsync(agentId, cancel));
            live.Publish(SetPresence.Topic);
        }

        private async Task<bool> ReturnAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var (now, actor) = (clock.GetUtcNow(), $"agent:{agentId}");
            var known = await db.Seats.SingleOrDefaultAsync(seat => seat.AgentId == agentId, cancel);
            var line = known is null ? db.Seats.Add(new Seat(agentId, now)).Entity.Choose(SeatState.Online, actor, now) : known.Hear(actor, now);
            if (line is not null)
                db.Append(line);
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}

/// <summary>Agents whose screens have fallen silent are offline.</summary>
public sealed class MissAgents(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    private const int Most = 200;

    /// <returns>How many went.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var before = now - HearAgent.Grace;
        var silent = await db.Seats.Where(seat => seat.State != SeatState.Offline && seat.HeardAt < before).OrderBy(seat => seat.HeardAt).Take(Most).ToListAsync(cancel);
        foreach (var seat in silent)
        {
            if (seat.FallSilent(now) is { } line)
                db.Append(line);
        }

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return 0; // one of them was heard of or given something at this moment; the next round looks again
        }

        if (silent.Count > 0)
            live.Publish(SetPresence.Topic);
        return silent.Count;
    }
}
