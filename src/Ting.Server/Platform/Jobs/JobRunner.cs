using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Jobs;

/// <summary>Runs due jobs, one at a time. Several servers may share the table: a claim moves the due time, and only one can move it.</summary>
internal sealed partial class JobRunner(
    IDbContextFactory<AppDb> database,
    IServiceScopeFactory scopes,
    IEnumerable<JobRoute> routes,
    JobSignal signal,
    TimeProvider clock,
    ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, JobRoute> _routes = routes.ToDictionary(route => route.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Pause, stoppingToken);
                while (await RunNextAsync(stoppingToken)) { }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogTrouble(error); // most likely the database is away; the next look tries again
            }
        }
    }

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> RunNextAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await ClaimAsync(db, cancel) is not { } job)
            return false;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await _routes[job.Name].RunAsync(scope.ServiceProvider, job.Payload, cancel);
            db.Jobs.Remove(job);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            LogFailure(error, job.Name, job.Id, job.Attempts);
            job.Failed(error, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<QueuedJob?> ClaimAsync(AppDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var next = await db.Jobs.AsNoTracking()
            .Where(job => job.GivenUpAt == null && job.DueAt <= now)
            .OrderBy(job => job.DueAt)
            .FirstOrDefaultAsync(cancel);
        if (next is null)
            return null;

        var claimed = await db.WriteAsync(inside => db.Jobs
            .Where(job => job.Id == next.Id && job.DueAt == next.DueAt)
            .ExecuteUpdateAsync(set => set
                .SetProperty(job => job.DueAt, now + Lease)
                .SetProperty(job => job.Attempts, job => job.Attempts + 1), inside), cancel);

        return claimed == 1 ? await db.Jobs.SingleAsync(job => job.Id == next.Id, cancel) : null;
    }

    [LoggerMessage(LogLevel.Error, "Jobs could not be read or saved")]
    private partial void LogTrouble(Exception error);

    [LoggerMessage(LogLevel.Warning, "Job {Name} {Id} failed on attempt {Attempt}")]
    private partial void LogFailure(Exception error, string name, Guid id, int attempt);
}
