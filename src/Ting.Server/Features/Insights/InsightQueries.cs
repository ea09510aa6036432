using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights.Hours;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights;

/// <summary>Computes the figures in the database and remembers them for a moment, so that many open screens cost one reading.</summary>
/// <remarks>Where a period is about many conversations, it adds up the packed hours (<see cref="PackHours"/>, up to a minute old) instead of counting the rows.</remarks>
public sealed class InsightQueries(WholeDatabase database, TimeProvider clock)
{
    /// <summary>Up to so many conversations, received and resolved together, the rows are counted as they stand this moment.</summary>
    internal const int MostCounted = 20_000;

    private static readonly TimeSpan QueueAge = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FiguresAge = TimeSpan.FromSeconds(10);
    private const int MostRemembered = 200;
    private const int MostTopics = 10;

    private readonly ConcurrentDictionary<(string, InsightFilter, string), (DateTimeOffset Until, Task<object> Value)> _remembered = [];

    public Task<QueueFigures> QueueAsync(InsightFilter filter) =>
        RememberAsync("queue", filter with { From = default, To = default }, "", QueueAge, async () => await ReadQueueAsync(filter));

    public Task<InsightFigures> FiguresAsync(InsightFilter filter, TimeZoneInfo zone, bool byHour) =>
        RememberAsync("figures", filter, $"{zone.Id} {byHour}", FiguresAge, async () => await ReadAsync(filter, zone, byHour));

    private async Task<T> RememberAsync<T>(string kind, InsightFilter filter, string more, TimeSpan age, Func<Task<T>> read) where T : class
    {
        var now = clock.GetUtcNow();
        if (_remembered.Count > MostRemembered)
            foreach (var (old, value) in _remembered)
                if (value.Until <= now)
                    _remembered.TryRemove(old, out _);
        if (_remembered.Count > 2 * MostRemembered)
            _remembered.Clear();

        var key = (kind, filter, more);
        var (_, answer) = _remembered.AddOrUpdate(key, _ => (now + age, ReadAsObject()), (_, known) => known.Until > now && !known.Value.IsFaulted ? known : (now + age, ReadAsObject()));
        return (T)await answer;

        async Task<object> ReadAsObject() => await read();
    }

    private async Task<QueueFigures> ReadQueueAsync(InsightFilter filter)
    {
        await using var db = await database.CreateDbContextAsync();
        var now = clock.GetUtcNow();
        var soon = now + FigureRows.RiskAhead;
        return await filter.Of(db.Conversations.AsNoTracking()).Where(it => it.Status == ConversationStatus.Open).GroupBy(_ => 1).Select(group => new QueueFigures(
            group.Count(),
            group.Count(it => it.WaitingSince != null),
            group.Count(it => it.AssigneeId == null),
            group.Count(it => it.ReplyDueAt > now && it.ReplyDueAt <= soon),
            group.Count(it => it.ReplyDueAt <= now),
            group.Min(it => it.WaitingSince))).SingleOrDefaultAsync() ?? QueueFigures.Empty;
    }

    private async Task<InsightFigures> ReadAsync(InsightFilter filter, TimeZoneInfo zone, bool byHour)
    {
        await using var db = await database.CreateDbContextAsync();
        var cancel = CancellationToken.None; // others may be waiting for the same answer
        return await CountHours.HowManyAsync(db, filter, cancel) > MostCounted
            ? await FromHoursAsync(db, database, filter, zone, byHour, cancel)
            : await FromRowsAsync(db, filter, zone, byHour, cancel);
    }

    internal static async Task<InsightFigures> FromHoursAsync(AppDb db, WholeDatabase database, InsightFilter filter, TimeZoneInfo zone, bool byHour, CancellationToken cancel)
    {
        var count = await CountHours.ReadAsync(database, filter, cancel);
        var topics = count.Topics.OrderByDescending(topic => topic.Value).ThenBy(topic => topic.Key).Take(MostTopics).Select(topic => (topic.Key, topic.Value)).ToList();
        var teams = await TeamNamesAsync(db, cancel);
        return new InsightFigures(
            count.Received.Values.Sum(), count.Resolved.Values.Sum(), count.FirstReply, count.Resolution,
            Volume(filter, zone, byHour, count.Received, count.Resolved), byHour,
            count.Satisfaction(), count.Emotion(), count.Coach(),
            await NamedAsync(db, topics, cancel),
            count.Inboxes(await InboxNamesAsync(db, cancel)), teams.Count == 0 ? [] : count.Teams(teams), count.Targets());
    }

    internal static async Task<InsightFigures> FromRowsAsync(AppDb db, InsightFilter filter, TimeZoneInfo zone, bool byHour, CancellationToken cancel)
    {
        var received = await DurationSql.QuartersAsync(db, filter, "CreatedAt", cancel);
        var resolved = await DurationSql.QuartersAsync(db, filter, "ResolvedAt", cancel);
        return new InsightFigures(
            received.Values.Sum(), resolved.Values.Sum(),
            (await DurationSql.PercentilesAsync(db, filter, "FirstReplyAt", by: null, cancel)).Values.SingleOrDefault(TimeFigures.None),
            (await DurationSql.PercentilesAsync(db, filter, "ResolvedAt", by: null, cancel)).Values.SingleOrDefault(TimeFigures.None),
            Volume(filter, zone, byHour, received, resolved), byHour,
            await SatisfactionAsync(db, filter, cancel),
            await EmotionAsync(db, filter, cancel),
            await CoachAsync(db, filter, cancel),
            await TopicsAsync(db, filter, cancel),
            await InboxesAsync(db, filter, cancel),
            await TeamsAsync(db, filter, cancel),
            await TargetsAsync(db, filter, cancel));
    }

    private static List<VolumeFigure> Volume(
        InsightFilter filter, TimeZoneInfo zone, bool byHour, IReadOnlyDictionary<long, int> received, IReadOnlyDictionary<long, int> resolved)
    {
        // Every day and hour of the reader's zone stands there, also the ones with nothing; an hour that the clock repeats is one bar.
        var bars = new SortedDictionary<DateTimeOffset, (int Received, int Resolved)>();
        for (var at = filter.From; at < filter.To; at = at.AddMinutes(15))
        {
            var quarter = at.ToUnixTimeSeconds() / 900;
            var start = Start(at);
            var bar = bars.GetValueOrDefault(start);
            bars[start] = (bar.Received + received.GetValueOrDefault(quarter), bar.Resolved + resolved.GetValueOrDefault(quarter));
        }

        return [.. bars.Select(bar => new VolumeFigure(bar.Key, bar.Value.Received, bar.Value.Resolved))];

        DateTimeOffset Start(DateTimeOffset at)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            var begin = byHour ? at.AddMinutes(-local.Minute) : new DateTimeOffset(local.Date, zone.GetUtcOffset(local.Date));
            return begin.ToUniversalTime();
        }
    }

    private static async Task<SatisfactionFigures> SatisfactionAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var ratings = from rating in FigureRows.Ratings(db, filter)
                      join it in filter.Of(db.Conversations) on rating.ConversationId equals it.Id
                      select rating;
        var groups = await ratings.GroupBy(rating => new { rating.Asked, rating.Score }).Select(group => new
        {
            group.Key.Asked,
            group.Key.Score,
            Count = group.Count(),
            Declined = group.Count(rating => rating.DeclinedAt != null),
            Predicted = group.Sum(rating => rating.Predicted),
        }).ToListAsync(cancel);

        var asked = groups.Where(group => group.Asked).ToList();
        var answered = asked.Where(group => group.Score is not null).ToList();
        var unknown = groups.Where(group => group.Score is null).ToList();
        return new SatisfactionFigures(
            asked.Sum(group => group.Count), answered.Sum(group => group.Count), asked.Sum(group => group.Declined),
            [.. Enumerable.Range(1, 5).Select(score => answered.Where(group => group.Score == score).Sum(group => group.Count))],
            unknown.Sum(group => group.Count),
            Mean(unknown.Sum(group => group.Predicted), unknown.Sum(group => group.Count)),
            Mean(answered.Sum(group => group.Predicted), answered.Sum(group => group.Count)));

        static double? Mean(double sum, int count) => count == 0 ? null : sum / count;
    }

    private static async Task<EmotionFigures> EmotionAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var groups = await filter.Of(db.Conversations)
            .Where(it => it.ResolvedAt >= filter.From && it.ResolvedAt < filter.To && it.FirstLevel != null)
            .GroupBy(it => new { First = it.FirstLevel!.Value, Last = it.LastLevel!.Value })
            .Select(group => new { group.Key.First, group.Key.Last, Count = group.Count() })
            .ToListAsync(cancel);
        int[] levels = [-2, -1, 0, 1, 2];
        return new EmotionFigures(
            [.. levels.Select(level => groups.Where(group => group.First == level).Sum(group => group.Count))],
            [.. levels.Select(level => groups.Where(group => group.Last == level).Sum(group => group.Count))],
            groups.Where(group => group.First < 0).Sum(group => group.Count),
            groups.Where(group => group.First < 0 && group.Last >= 0).Sum(group => group.Count));
    }

    private static async Task<IReadOnlyList<CoachFigure>> CoachAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var groups = await FigureRows.Findings(db, filter, of: null)
            .GroupBy(record => new { record.Category, record.Outcome })
            .Select(group => new { group.Key.Category, group.Key.Outcome, Count = group.Count() })
            .ToListAsync(cancel);
        return [.. groups.GroupBy(group => group.Category)
            .Select(category => new CoachFigure(
                category.Key, category.Sum(group => group.Count), Of(category.Key, CoachOutcome.Accepted), Of(category.Key, CoachOutcome.Skipped),
                Of(category.Key, CoachOutcome.Overridden), Of(category.Key, CoachOutcome.Disputed)))
            .OrderByDescending(figure => figure.Shown).ThenBy(figure => figure.Category, StringComparer.Ordinal)];

        int Of(string category, CoachOutcome outcome) => groups.Where(group => group.Category == category && group.Outcome == outcome).Sum(group => group.Count);
    }

    private static async Task<IReadOnlyList<TopicFigure>> TopicsAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var counts = await (from it in filter.Of(db.Conversations)
                            where it.CreatedAt >= filter.From && it.CreatedAt < filter.To
                            join link in db.ConversationLabels on it.Id equals link.ConversationId
                            group link by link.LabelId into topic
                            orderby topic.Count() descending, topic.Key
                            select new { topic.Key, Count = topic.Count() }).Take(MostTopics).ToListAsync(cancel);
        return await NamedAsync(db, [.. counts.Select(topic => (topic.Key, topic.Count))], cancel);
    }

    private static async Task<IReadOnlyList<TopicFigure>> NamedAsync(AppDb db, List<(Guid Label, int Count)> topics, CancellationToken cancel)
    {
        var ids = topics.Select(topic => topic.Label).ToArray();
        var names = await db.Labels.AsNoTracking().Where(label => ids.Contains(label.Id)).ToDictionaryAsync(label => label.Id, label => label.Name, cancel);
        return [.. topics.Where(topic => names.ContainsKey(topic.Label)).Select(topic => new TopicFigure(topic.Label, names[topic.Label], topic.Count))];
    }

    private static async Task<IReadOnlyList<TargetFigure>> TargetsAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var figures = new List<TargetFigure>();
        foreach (var target in Enum.GetValues<ServiceTarget>())
        {
            var count = await FigureRows.Conversations(db, filter, "timed", target.ToString(), default)!.CountAsync(cancel);
            if (count > 0)
                figures.Add(new TargetFigure(target, await FigureRows.Conversations(db, filter, "met", target.ToString(), default)!.CountAsync(cancel), count));
        }

        return figures;
    }

    private static Task<Dictionary<Guid, string>> InboxNamesAsync(AppDb db, CancellationToken cancel) =>
        db.Inboxes.AsNoTracking().ToDictionaryAsync(inbox => inbox.Id, inbox => inbox.Name, cancel);

    private static Task<Dictionary<Guid, string>> TeamNamesAsync(AppDb db, CancellationToken cancel) =>
        db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, cancel);

    private static async Task<IReadOnlyList<GroupFigure>> InboxesAsync(AppDb db, InsightFilter filter, CancellationToken cancel) =>
        await GroupsAsync(db, filter, it => it.InboxId, "InboxId", await InboxNamesAsync(db, cancel), cancel);

    private static async Task<IReadOnlyList<GroupFigure>> TeamsAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        var names = await TeamNamesAsync(db, cancel);
        return names.Count == 0 ? [] : await GroupsAsync(db, filter, it => it.TeamId, "TeamId", names, cancel);
    }

    private static async Task<IReadOnlyList<GroupFigure>> GroupsAsync(
        AppDb db, InsightFilter filter, System.Linq.Expressions.Expression<Func<Conversation, Guid?>> key, string column, Dictionary<Guid, string> names, CancellationToken cancel)
    {
        var all = filter.Of(db.Conversations.AsNoTracking());
        var received = await CountAsync(all.Where(it => it.CreatedAt >= filter.From && it.CreatedAt < filter.To));
        var resolved = await CountAsync(all.Where(it => it.ResolvedAt >= filter.From && it.ResolvedAt < filter.To));
        var answered = await CountAsync(FigureRows.Conversations(db, filter, "answered", null, default)!);
        var satisfied = await CountAsync(FigureRows.Conversations(db, filter, "satisfied", null, default)!);
        var times = await DurationSql.PercentilesAsync(db, filter, "FirstReplyAt", column, cancel);
        return [.. received.Keys.Union(resolved.Keys).Union(answered.Keys)
            .Select(id => new GroupFigure(
                id == Guid.Empty ? null : id, names.GetValueOrDefault(id, ""), received.GetValueOrDefault(id), resolved.GetValueOrDefault(id),
                times.GetValueOrDefault(id, TimeFigures.None), answered.GetValueOrDefault(id), satisfied.GetValueOrDefault(id)))
            .OrderByDescending(figure => figure.Received).ThenBy(figure => figure.Name, StringComparer.Ordinal)];

        async Task<Dictionary<Guid, int>> CountAsync(IQueryable<Conversation> rows) =>
            (await rows.GroupBy(key).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).ToDictionary(group => group.Key ?? Guid.Empty, group => group.Count);
    }
}
