using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Ideas;

/// <summary>A survey that stays open goes on telling: from enough new answers since the last time, ideas get their class of today by themselves.</summary>
public sealed partial record LookAtIdeas : IJob
{
    /// <summary>Not more often: a class for every week would show nothing but chance.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(28);

    public const string Topic = "ideas";

    public static string Name => "look-at-ideas";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<LookAtIdeas>
    {
        public async Task HandleAsync(LookAtIdeas job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var ids = await db.ServiceIdeas.Where(it => it.SurveyId != null && it.ItemKey != null && it.State != IdeaState.Dropped).OrderBy(it => it.Id).Take(ServiceIdea.Most).Select(it => it.Id).ToListAsync(cancel);
            var changed = false;
            foreach (var id in ids)
                changed |= await Attempts.OnConflictAsync(() => LookAsync(id, cancel));
            if (changed)
                live.Publish(Topic);
        }

        private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.ServiceIdeas.FindAsync([id], cancel) is not { SurveyId: { } survey, ItemKey: { } key } idea)
                return false;

            var last = await db.IdeaClasses.Where(it => it.IdeaId == id && it.SurveyId == survey).OrderByDescending(it => it.At).Select(it => (DateTimeOffset?)it.At).FirstOrDefaultAsync(cancel);
            if (last > now - Rest || await CountClass.ReadAsync(db, survey, key, last is { } before ? before.AddTicks(10) : DateTimeOffset.UnixEpoch, now, cancel) is not { } found)
                return false;

            RecordClass.Keep(db, idea, IdeaClass.Counted(id, survey, found.Counts, found.Since, found.At, "system", now), now);
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }

    /// <summary>Once a day, where any idea is asked about.</summary>
    internal sealed partial class Daily(IDbContextFactory<AppDb> database, TimeProvider clock, ILogger<Daily> log) : BackgroundService
    {
        private static readonly TimeSpan Day = TimeSpan.FromHours(24);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(Day, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await using var db = await database.CreateDbContextAsync(stoppingToken);
                    if (!await db.ServiceIdeas.AnyAsync(it => it.SurveyId != null, stoppingToken))
                        continue;
                    db.Enqueue(new LookAtIdeas(), clock.GetUtcNow());
                    await db.SaveChangesAsync(stoppingToken);
                }
                catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                {
                    LogTrouble(error); // tomorrow tries again
                }
            }
        }

        [LoggerMessage(LogLevel.Warning, "Ideas could not be looked at")]
        private partial void LogTrouble(Exception error);
    }
}
