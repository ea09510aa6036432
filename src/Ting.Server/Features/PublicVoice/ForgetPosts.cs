using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>What was said longer ago than posts are kept goes: every day, and at once when the number of days is changed.</summary>
public sealed partial record ForgetPosts : IJob
{
    private const int AtOnce = 500;

    public static string Name => "forget-public-posts";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<ForgetPosts>
    {
        public async Task HandleAsync(ForgetPosts job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var before = clock.GetUtcNow().AddDays(-await PublicVoiceRules.DaysAsync(db, cancel));
            var some = false;
            while (await Older(db, before).Select(it => it.Id).Take(AtOnce).ToListAsync(cancel) is { Count: > 0 } ids)
            {
                await db.WriteAsync(inside => db.PublicPosts.Where(it => ids.Contains(it.Id)).ExecuteDeleteAsync(inside), cancel);
                some = true;
            }

            if (some)
                live.Publish(ReadPosts.Topic);
        }
    }

    internal static IQueryable<PublicPost> Older(AppDb db, DateTimeOffset before) => db.PublicPosts.AsNoTracking().Where(it => it.At < before).OrderBy(it => it.At);

    /// <summary>An administrator says for how many days posts are kept.</summary>
    public sealed class Settings(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<int>> HandleAsync(int days, CancellationToken cancel)
        {
            if (days is < PublicVoiceRules.LeastDays or > PublicVoiceRules.MostDays)
                return Refusal.Invalid("public.days", "keptDays");

            return await Attempts.OnConflictAsync(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.PublicVoiceRules.FindAsync([PublicVoiceRules.TheOne], cancel) is { } rules)
                    rules.Keep(days);
                else
                    db.PublicVoiceRules.Add(new PublicVoiceRules(days));
                db.Enqueue(new ForgetPosts(), clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return Outcome.Of(days);
            });
        }
    }

    /// <summary>Once a day, where there is anything to forget.</summary>
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
                    if (!await db.PublicPosts.AnyAsync(stoppingToken))
                        continue;
                    db.Enqueue(new ForgetPosts(), clock.GetUtcNow());
                    await db.SaveChangesAsync(stoppingToken);
                }
                catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                {
                    LogTrouble(error); // tomorrow tries again
                }
            }
        }

        [LoggerMessage(LogLevel.Warning, "Old public posts could not be forgotten")]
        private partial void LogTrouble(Exception error);
    }
}
