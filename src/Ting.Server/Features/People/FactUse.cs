using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.People;

/// <summary>
/// Counts how often facts were shown to somebody who could use them: what nobody ever sees need not be kept. Counted in memory and written every minute,
/// so that looking at a person writes nothing; a crash loses a minute's counts at most.
/// </summary>
public sealed partial class FactUse(IDbContextFactory<AppDb> database, TimeProvider clock, ILogger<FactUse> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<Guid, int> _shown = [];

    public void Shown(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            _shown.AddOrUpdate(fact.Id, 1, (_, before) => before + 1);
    }

    /// <summary>Writes down what was counted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        if (_shown.IsEmpty)
            return;

        var shown = Interlocked.Exchange(ref _shown, []);
        var now = clock.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancel);
        foreach (var some in shown.GroupBy(it => it.Value, it => it.Key))
        {
            foreach (var ids in some.Chunk(500))
            {
                await db.WriteAsync(inside => db.Facts.Where(it => ids.Contains(it.Id)).ExecuteUpdateAsync(set => set
                    .SetProperty(it => it.ShownCount, it => it.ShownCount + some.Key)
                    .SetProperty(it => it.ShownAt, now), inside), cancel);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // these counts are lost; the next ones are not
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "How often facts were shown could not be written down")]
    private partial void LogTrouble(Exception error);
}
