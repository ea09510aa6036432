using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>Warns before a target is missed, and writes down that it was. What one server has said, another does not say again.</summary>
public sealed class DueWatch(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    private const int AtOnce = 100;

    /// <returns>How many conversations something was said about.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var said = 0;
        while (true)
        {
            List<Guid> ids;
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                var now = ServiceFold.Whole(clock.GetUtcNow());
                ids = await db.Conversations.AsNoTracking().Where(it => it.DueCheckAt <= now).OrderBy(it => it.DueCheckAt).Take(AtOnce).Select(it => it.Id).ToListAsync(cancel);
            }

            var before = said;
            foreach (var id in ids)
                said += await Attempts.OnConflictAsync(() => LookAsync(id, cancel)) ? 1 : 0;
            if (ids.Count < AtOnce || said == before)
                return said;
        }
    }

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = ServiceFold.Whole(clock.GetUtcNow());
        if (await db.Conversations.SingleAsync(it => it.Id == id, cancel) is not { DueCheckAt: { } check } conversation || check > now
            || conversation.ReadService() is not { } state || await db.KeptAsync<ServiceRules>(cancel) is not { } rules)
            return false; // somebody was quicker

        foreach (var due in new ServiceFold(rules, id, conversation.InboxId, state).Due)
        {
            var level = due.Rule.Level;
            if (!due.Clock.Broken && due.At <= now)
            {
                KeepDueTimes.Break(conversation, due.Clock.Target, due.Clock.Sequence, due.At, level.Name, now);
                await KeepDueTimes.WriteAsync(db, new ServiceClock(id, due.Clock, level.Id, due.At, null, isBroken: true), cancel);
            }
            else if (!due.Clock.Warned && !due.Clock.Broken && due.WarnAt <= now)
            {
                Guid[] told = [.. (level.WarnsAssignee && conversation.AssigneeId is { } assignee ? [assignee] : Array.Empty<Guid>()).Union(level.ReadWarned())];
                conversation.Log(ServiceFold.Warned, "system", now, new { target = due.Clock.Target.ToString(), sequence = due.Clock.Sequence, dueAt = due.At, level = level.Name, told });
                var source = Guid.CreateVersion7(now);
                foreach (var agent in told) // who is warned finds the conversation where colleagues' calls are found
                    db.AddNumbered(new SearchDocument(MentionColleague.Kind, id, source, MentionColleague.WordFor(agent)));
            }
        }

        var events = conversation.NewEvents.Count;
        await db.SaveAsync(conversation, cancel);
        live.Publish($"conversation:{id}");
        live.Publish("inbox");
        return events > 0;
    }
}

/// <summary>Looks every few seconds; where nothing is due it reads one empty stretch of an index.</summary>
internal sealed partial class DueWatchAlways(DueWatch watch, TimeProvider clock, ILogger<DueWatchAlways> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.RunAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next look tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Due times could not be looked at")]
    private partial void LogTrouble(Exception error);
}
