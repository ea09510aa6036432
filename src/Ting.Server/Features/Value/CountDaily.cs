using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Value;

/// <summary>Once a day what customers are worth is counted again; where there are no orders, nothing is.</summary>
internal sealed partial class CountDaily(IDbContextFactory<AppDb> database, TimeProvider clock, ILogger<CountDaily> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);
    private static readonly TimeSpan Old = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await AskAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next hour tries again
            }
        }
    }

    private async Task AskAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (!await db.Orders.AnyAsync(cancel) || (await db.ReadValueSettingsAsync(cancel)).CountedAt > now - Old)
            return;

        db.Enqueue(new CountValue(), now);
        await db.SaveChangesAsync(cancel);
    }

    [LoggerMessage(LogLevel.Warning, "What customers are worth could not be counted")]
    private partial void LogTrouble(Exception error);
}
