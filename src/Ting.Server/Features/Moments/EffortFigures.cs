using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>What it cost customers until their matter was resolved.</summary>
/// <param name="Count">Conversations resolved.</param>
/// <param name="Messages">How many messages were exchanged in them, on both sides.</param>
/// <param name="Transfers">How often they were handed over.</param>
/// <param name="Transferred">In how many at all.</param>
/// <param name="Repeated">After how many the same person came back within <see cref="EffortFigures.RepeatDays"/> days.</param>
public sealed record EffortCounts(int Count, long Messages, long Transfers, int Transferred, int Repeated)
{
    /// <summary>Steps a customer goes: the messages, one more for each handing over, and a whole contact of the usual length for each time of coming back.</summary>
    public double Steps => Count == 0 ? 0 : (Messages + Transfers + Repeated * (Messages / (double)Count)) / Count;

    public double MessagesEach => Count == 0 ? 0 : Messages / (double)Count;

    internal static EffortCounts Sum(IEnumerable<EffortCounts> all) => all.Aggregate(
        new EffortCounts(0, 0, 0, 0, 0), (sum, it) => new(sum.Count + it.Count, sum.Messages + it.Messages, sum.Transfers + it.Transfers, sum.Transferred + it.Transferred, sum.Repeated + it.Repeated));
}

/// <param name="Stages">Of the touchpoints that know this label; empty where none does.</param>
public sealed record TopicEffort(Guid LabelId, string Name, IReadOnlyList<JourneyStage> Stages, EffortCounts Counts);

public sealed record EffortReport(EffortCounts All, IReadOnlyList<TopicEffort> Topics, IReadOnlyList<(JourneyStage Stage, EffortCounts Counts)> Stages);

/// <summary>How much customers have to do until something is done (MOT-08), from real conversations.</summary>
public sealed class EffortFigures(IDbContextFactory<AppDb> database)
{
    public const int RepeatDays = 7;
    private const int MostTopics = 40;

    public async Task<EffortReport> ReadAsync(InsightFilter filter, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var all = await CountsAsync(db, filter, cancel);
        var byLabel = await db.Database.SqlQueryRaw<Measured>(Sql(db, filter, byLabel: true, out var values), values).ToListAsync(cancel);
        Guid[] ids = [.. byLabel.Select(it => it.Key).OfType<Guid>()];
        var names = await db.Labels.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        var stages = (await db.Touchpoints.AsNoTracking().Where(it => it.LabelId != null && it.Active).Select(it => new { Label = it.LabelId!.Value, it.Stage }).Distinct().ToListAsync(cancel)).ToLookup(it => it.Label, it => it.Stage);
        var topics = byLabel.Where(it => it.Key is { } label && names.ContainsKey(label)).Select(it => new TopicEffort(it.Key!.Value, names[it.Key.Value], [.. stages[it.Key.Value].Order()], it.Counts)).ToList();
        return new(all, topics,
            [.. Enum.GetValues<JourneyStage>().Select(stage => (stage, EffortCounts.Sum(topics.Where(topic => topic.Stages.Contains(stage)).Select(topic => topic.Counts)))).Where(it => it.Item2.Count > 0)]);
    }

    internal static async Task<EffortCounts> CountsAsync(AppDb db, InsightFilter filter, CancellationToken cancel) =>
        (await db.Database.SqlQueryRaw<Measured>(Sql(db, filter, byLabel: false, out var values), values).ToListAsync(cancel)).Select(it => it.Counts).SingleOrDefault() ?? new(0, 0, 0, 0, 0);

    // Names of columns come from here; every value is a parameter. Who comes back is found by the person's own conversations.
    internal static string Sql(AppDb db, InsightFilter filter, bool byLabel, out object[] values)
    {
        (var where, values) = DurationSql.Where(filter, "ResolvedAt");
        var postgres = db.Database.IsNpgsql();
        var until = postgres ? $"""c."ResolvedAt" + INTERVAL '{RepeatDays} days'""" : $"""datetime(c."ResolvedAt", '+{RepeatDays} days')""";
        var key = byLabel ? "l.\"LabelId\"" : postgres ? "CAST(NULL AS uuid)" : "NULL";
        return $"""
            SELECT {key} AS "Key", COUNT(*) AS "Rows", SUM(CAST("MessageCount" AS bigint)) AS "Messages", SUM(CAST("Transfers" AS bigint)) AS "Transfers",
              SUM(CASE WHEN "Transfers" > 0 THEN 1 ELSE 0 END) AS "Transferred", SUM(CASE WHEN "Repeated" THEN 1 ELSE 0 END) AS "Repeated"
            FROM (
              SELECT c."Id", c."MessageCount", c."Transfers", EXISTS (
                SELECT 1 FROM conversations AS o
                WHERE o."PersonId" = c."PersonId" AND o."LastMessageAt" > c."ResolvedAt" AND o."CreatedAt" > c."ResolvedAt" AND o."CreatedAt" <= {until}) AS "Repeated"
              FROM (SELECT "Id", "PersonId", "MessageCount", "Transfers", "ResolvedAt" FROM conversations WHERE {where}) AS c
            ) AS measured
            {(byLabel ? """JOIN conversation_labels AS l ON l."ConversationId" = measured."Id" GROUP BY l."LabelId" ORDER BY 2 DESC LIMIT """ + MostTopics : "HAVING COUNT(*) > 0")}
            """;
    }

    private sealed record Measured(Guid? Key, long Rows, long Messages, long Transfers, long Transferred, long Repeated)
    {
        public EffortCounts Counts => new((int)Rows, Messages, Transfers, (int)Transferred, (int)Repeated);
    }
}
