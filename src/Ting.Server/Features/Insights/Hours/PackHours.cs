using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights.Hours;

/// <summary>
/// Keeps the packed hours: packs all there are once, then, event by event of the log, those that something happened to, and looks at old ones again in turn.
/// Every hour is packed from its rows as they are, so that it does not matter how often or by how many servers.
/// </summary>
public sealed class PackHours(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    private const int EventsAtOnce = 500;
    private const int HoursAtOnce = 24;
    private const int SweptAtOnce = 2;

    /// <summary>Brings everything up to now.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await Attempts.OnConflictAsync(() => PackNextAsync(cancel))) // another server may pack the same hours
        {
        }

        while (await Attempts.OnConflictAsync(() => FollowLogAsync(cancel)))
        {
        }

        await SweepAsync(cancel);
    }

    /// <summary>Forgets all and packs it anew.</summary>
    /// <param name="progress">Told how many hours are done, of how many.</param>
    /// <returns>How many hours there are.</returns>
    public async Task<long> RebuildAsync(Func<long, long, Task> progress, CancellationToken cancel)
    {
        await using (var db = await database.CreateDbContextAsync(cancel))
            await db.WriteAsync(async inside =>
            {
                await db.InsightProgress.ExecuteDeleteAsync(inside); // from here on the pages count by themselves
                return await db.InsightHours.ExecuteDeleteAsync(inside); // at once with it, so that none is lost that a running server packs from here on
            }, cancel);

        while (true)
        {
            var more = await Attempts.OnConflictAsync(() => PackNextAsync(cancel)); // a running server packs along
            await using var db = await database.CreateDbContextAsync(cancel);
            var reached = await db.InsightProgress.AsNoTracking().SingleAsync(cancel);
            var all = InsightHour.Of(clock.GetUtcNow()) - reached.First + 1;
            await progress(more && reached.Next is { } next ? next - reached.First : all, all); // a running server may have packed the rest
            if (!more)
                return all;
        }
    }

    /// <returns>Whether there is more to pack for the first time.</returns>
    private async Task<bool> PackNextAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.InsightProgress.SingleOrDefaultAsync(cancel) is not { } progress)
        {
            var position = await db.Events.OrderByDescending(line => line.Position).Select(line => line.Position).FirstOrDefaultAsync(cancel);
            var first = await db.Conversations.OrderBy(it => it.CreatedAt).Select(it => (DateTimeOffset?)it.CreatedAt).FirstOrDefaultAsync(cancel);
            progress = new InsightProgress(position, InsightHour.Of(first ?? clock.GetUtcNow()));
            db.Add(progress);
        }

        if (progress.Next is not { } from)
            return false;

        var end = InsightHour.Of(clock.GetUtcNow()) + 1;
        var to = Math.Min(from + HoursAtOnce, end);
        await PackAsync(db, from, to, cancel);
        progress.PackedUpTo(to, all: to >= end);
        await db.SaveChangesAsync(cancel);
        return to < end;
    }

    /// <returns>Whether the log may go on.</returns>
    private async Task<bool> FollowLogAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.InsightProgress.SingleOrDefaultAsync(cancel) is not { Next: null } progress)
            return false; // forgotten just now: all is packed anew
        var lines = await db.Events.AsNoTracking().Where(line => line.Position > progress.Position).OrderBy(line => line.Position).Take(EventsAtOnce)
            .Select(line => new { line.Position, line.StreamKind, line.Stream }).ToListAsync(cancel);
        if (lines.Count == 0)
            return false;

        // Whatever the figures look at bears the time of one of the conversation's events, or of its beginning.
        var streams = lines.Where(line => line.StreamKind == Conversation.StreamKind).Select(line => line.Stream).Distinct().ToArray();
        var moments = await db.Events.AsNoTracking().Where(line => streams.Contains(line.Stream)).Select(line => line.At).ToListAsync(cancel);
        moments.AddRange(await db.Conversations.AsNoTracking().Where(it => streams.Contains(it.Id)).Select(it => it.CreatedAt).ToListAsync(cancel));
        var hours = moments.Select(InsightHour.Of).Distinct().Order().ToList();
        foreach (var (from, to) in Runs(hours))
            await PackAsync(db, from, to, cancel);
        if (hours.Count > 0)
            progress.BeginAt(hours[0]);
        progress.Reach(lines[^1].Position);
        await db.SaveChangesAsync(cancel);
        return lines.Count == EventsAtOnce;
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.InsightProgress.SingleOrDefaultAsync(cancel) is not { Next: null } progress)
            return;
        var now = InsightHour.Of(clock.GetUtcNow());
        var from = progress.Sweep >= progress.First && progress.Sweep <= now ? progress.Sweep : progress.First;
        await PackAsync(db, from, from + SweptAtOnce, cancel);
        progress.SweptUpTo(from + SweptAtOnce);
        await db.SaveChangesAsync(cancel);
    }

    private static IEnumerable<(long From, long To)> Runs(List<long> hours)
    {
        for (var at = 0; at < hours.Count;)
        {
            var end = at + 1;
            while (end < hours.Count && hours[end] == hours[end - 1] + 1 && end - at < HoursAtOnce)
                end++;
            yield return (hours[at], hours[end - 1] + 1);
            at = end;
        }
    }

    /// <summary>Packs these hours from their rows; the next save writes those that are others than before.</summary>
    private static async Task PackAsync(AppDb db, long from, long to, CancellationToken cancel)
    {
        var hours = await ReadAsync(db, from, to, cancel);
        var known = await db.InsightHours.Where(it => it.Hour >= from && it.Hour < to).ToDictionaryAsync(it => it.Hour, cancel);
        foreach (var (hour, row) in known)
            if (!hours.ContainsKey(hour))
                db.Remove(row);
        foreach (var (hour, writer) in hours)
        {
            var content = writer.Write();
            if (!known.TryGetValue(hour, out var row))
                db.Add(row = new InsightHour(hour));
            else if (content.AsSpan().SequenceEqual(row.Content))
                continue;
            row.Become(writer.Conversations, content);
        }
    }

    private static async Task<Dictionary<long, HourWriter>> ReadAsync(AppDb db, long firstHour, long endHour, CancellationToken cancel)
    {
        var (from, to) = (InsightHour.Start(firstHour), InsightHour.Start(endHour));
        var hours = new Dictionary<long, HourWriter>();
        var all = db.Conversations.AsNoTracking();

        foreach (var row in await all.Where(it => it.CreatedAt >= from && it.CreatedAt < to).OrderBy(it => it.Number)
            .Select(it => new { it.InboxId, it.TeamId, it.AssigneeId, it.CreatedAt, it.FirstReplyAt }).ToListAsync(cancel))
            At(row.CreatedAt, out var minute).Received(Of(row.InboxId, row.TeamId, row.AssigneeId), minute, row.FirstReplyAt - row.CreatedAt);

        foreach (var row in await all.Where(it => it.ResolvedAt >= from && it.ResolvedAt < to).OrderBy(it => it.Number)
            .Select(it => new { it.InboxId, it.TeamId, it.AssigneeId, it.CreatedAt, it.ResolvedAt, it.FirstLevel, it.LastLevel }).ToListAsync(cancel))
            At(row.ResolvedAt!.Value, out var minute).Resolved(Of(row.InboxId, row.TeamId, row.AssigneeId), minute, row.ResolvedAt.Value - row.CreatedAt, row.FirstLevel, row.LastLevel);

        foreach (var row in await (from rating in db.SatisfactionRatings.AsNoTracking().Where(rating => rating.AskedAt >= @from && rating.AskedAt < to)
                                   join it in all on rating.ConversationId equals it.Id
                                   orderby it.Number
                                   select new { it.InboxId, it.TeamId, it.AssigneeId, rating.AskedAt, rating.Asked, rating.DeclinedAt, rating.Score, rating.Predicted }).ToListAsync(cancel))
            At(row.AskedAt, out var minute).Rated(Of(row.InboxId, row.TeamId, row.AssigneeId), minute, row.Asked, row.DeclinedAt is not null, row.Score, row.Predicted);

        foreach (var row in await (from timed in db.ServiceClocks.AsNoTracking().Where(timed => timed.StartedAt >= @from && timed.StartedAt < to)
                                   join it in all on timed.ConversationId equals it.Id
                                   orderby it.Number, timed.Target, timed.Sequence
                                   select new { it.InboxId, it.TeamId, it.AssigneeId, it.Number, timed.StartedAt, timed.Target, timed.Broken }).ToListAsync(cancel))
            At(row.StartedAt, out var minute).Timed(Of(row.InboxId, row.TeamId, row.AssigneeId), minute, row.Number, (int)row.Target, row.Broken);

        foreach (var row in await (from shown in db.CoachRecords.AsNoTracking().Where(shown => shown.At >= @from && shown.At < to)
                                   join it in all on shown.ConversationId equals it.Id
                                   orderby shown.Id
                                   select new { it.InboxId, it.TeamId, shown.AgentId, shown.At, shown.Category, shown.Outcome }).ToListAsync(cancel))
            At(row.At, out var minute).Coached(Of(row.InboxId, row.TeamId, row.AgentId), minute, row.Category, (int)row.Outcome);

        foreach (var row in await (from it in all.Where(it => it.CreatedAt >= @from && it.CreatedAt < to)
                                   join link in db.ConversationLabels on it.Id equals link.ConversationId
                                   orderby it.Number, link.LabelId
                                   select new { it.InboxId, it.TeamId, it.AssigneeId, it.CreatedAt, link.LabelId }).ToListAsync(cancel))
            At(row.CreatedAt, out var minute).Labelled(Of(row.InboxId, row.TeamId, row.AssigneeId), minute, row.LabelId);

        return hours;

        static Owner Of(Guid inbox, Guid? team, Guid? agent) => new(inbox, team ?? Guid.Empty, agent ?? Guid.Empty);

        HourWriter At(DateTimeOffset moment, out int minute)
        {
            var hour = InsightHour.Of(moment);
            minute = (int)(moment - InsightHour.Start(hour)).TotalMinutes;
            if (!hours.TryGetValue(hour, out var writer))
                hours[hour] = writer = new HourWriter();
            return writer;
        }
    }
}

/// <summary>Three times a minute, so that a figure is never older than one.</summary>
internal sealed partial class PackAlways(PackHours packing, TimeProvider clock, ILogger<PackAlways> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await packing.RunAsync(stoppingToken);
            }
            catch (DbUpdateException) when (!stoppingToken.IsCancellationRequested)
            {
                // another server packs the same hours just now; whoever comes next goes on from there
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next time goes on from where this one stopped
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The hours of the figures could not be packed")]
    private partial void LogTrouble(Exception error);
}
