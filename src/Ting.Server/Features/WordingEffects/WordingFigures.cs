using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.WordingEffects;

/// <summary>
/// What followed on conversations with words that the coach marks and that were sent all the same, beside the others (LANG-12). What was changed before it was sent does not count, nor what the agent disputes.
/// </summary>
public sealed class WordingFigures(IDbContextFactory<AppDb> database)
{
    /// <summary>For how many days one can watch whether somebody buys again; the first is the usual.</summary>
    public static readonly IReadOnlyList<int> Watched = [30, 60, 90];

    private const string Sent = """r."Outcome" IN ('Shown', 'Skipped', 'Overridden')""";

    public async Task<WordingReport> ReadAsync(InsightFilter filter, int days, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var all = (await CountAsync(db, filter, days, now, with: null, cancel)).SingleOrDefault() ?? Counted.None;
        var any = (await CountAsync(db, filter, days, now, with: "any", cancel)).SingleOrDefault() ?? Counted.None;
        var categories = await CountAsync(db, filter, days, now, with: "category", cancel);
        return new((int)all.Rows, (int)any.Rows, days,
        [
            .. from it in categories.Where(it => it.Key is not null).OrderByDescending(it => it.Rows).ThenBy(it => it.Key, StringComparer.Ordinal).Prepend(any)
               from outcome in Enum.GetValues<WordingOutcome>()
               select new WordingEffect(it.Key, outcome, it.Of(outcome), all.Of(outcome) - it.Of(outcome)),
        ]);
    }

    /// <summary>The conversations behind a number.</summary>
    /// <param name="category">Null for any.</param>
    /// <param name="outcome">Null for all of them, whatever followed.</param>
    public static IQueryable<Conversation> Rows(AppDb db, InsightFilter filter, int days, DateTimeOffset now, string? category, WordingOutcome? outcome)
    {
        var (source, values) = Base(db, filter, days, now);
        var hit = $"""EXISTS (SELECT 1 FROM coach_records AS r WHERE r."ConversationId" = b."Id" AND {Sent}""";
        if (category is not null)
        {
            hit += $$""" AND r."Category" = {{{values.Count}}}""";
            values.Add(category);
        }

        var came = outcome switch
        {
            WordingOutcome.Lost => """ AND b."Followed" AND b."Gone" """,
            WordingOutcome.AtRisk => """ AND b."Alive" < 0.5""",
            WordingOutcome.Escalated => """ AND b."Escalated" """,
            WordingOutcome.Complained => """ AND b."Complained" """,
            _ => "",
        };
        var sql = $"""SELECT c.* FROM conversations AS c WHERE c."Id" IN (SELECT b."Id" FROM ({source}) AS b WHERE {hit}){came})""";
        return db.Conversations.FromSqlRaw(sql, [.. values]).AsNoTracking();
    }

    // Names of columns come from here; every value is a parameter.
    internal static string Sql(AppDb db, InsightFilter filter, int days, DateTimeOffset now, string? with, out object[] values)
    {
        var (source, list) = Base(db, filter, days, now);
        values = [.. list];
        var none = db.Database.IsNpgsql() ? "CAST(NULL AS text)" : "NULL";
        var (key, joined) = with switch
        {
            "category" => ("h.\"Category\"", $"""JOIN (SELECT DISTINCT r."ConversationId", r."Category" FROM coach_records AS r WHERE {Sent}) AS h ON h."ConversationId" = b."Id" """),
            "any" => (none, $"""WHERE EXISTS (SELECT 1 FROM coach_records AS r WHERE r."ConversationId" = b."Id" AND {Sent})"""),
            _ => (none, ""),
        };
        return $"""
            SELECT {key} AS "Key", COUNT(*) AS "Rows",
              SUM(CASE WHEN b."Followed" THEN 1 ELSE 0 END) AS "Followed", SUM(CASE WHEN b."Followed" AND b."Gone" THEN 1 ELSE 0 END) AS "Lost",
              SUM(CASE WHEN b."Alive" IS NOT NULL THEN 1 ELSE 0 END) AS "Judged", SUM(CASE WHEN b."Alive" < 0.5 THEN 1 ELSE 0 END) AS "AtRisk",
              SUM(CASE WHEN b."Escalated" THEN 1 ELSE 0 END) AS "Escalated", SUM(CASE WHEN b."Complained" THEN 1 ELSE 0 END) AS "Complained"
            FROM ({source}) AS b {joined}
            {(with == "category" ? "GROUP BY h.\"Category\"" : "HAVING COUNT(*) > 0")}
            """;
    }

    private static Task<List<Counted>> CountAsync(AppDb db, InsightFilter filter, int days, DateTimeOffset now, string? with, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<Counted>(Sql(db, filter, days, now, with, out var values), values).ToListAsync(cancel);

    private static (string Source, List<object> Values) Base(AppDb db, InsightFilter filter, int days, DateTimeOffset now)
    {
        var (where, given) = DurationSql.Where(filter, "ResolvedAt");
        var values = given.ToList();
        values.Add(now.UtcDateTime.AddDays(-days));
        var watchedUntil = $$"""{{{values.Count - 1}}}""";
        var until = db.Database.IsNpgsql() ? $"""c."ResolvedAt" + INTERVAL '{days} days'""" : $"""datetime(c."ResolvedAt", '+{days} days')""";
        return ($"""
            SELECT c."Id", c."Escalated", v."Alive",
              EXISTS (SELECT 1 FROM case_conversations AS l JOIN cases AS k ON k."Id" = l."CaseId" WHERE l."ConversationId" = c."Id" AND k."Kind" = 'Complaint') AS "Complained",
              c."ResolvedAt" <= {watchedUntil} AND EXISTS (SELECT 1 FROM orders AS o WHERE o."PersonId" = c."PersonId" AND o."PlacedAt" < c."CreatedAt" AND o."Amount" > 0) AS "Followed",
              NOT EXISTS (SELECT 1 FROM orders AS o WHERE o."PersonId" = c."PersonId" AND o."PlacedAt" > c."ResolvedAt" AND o."PlacedAt" <= {until} AND o."Amount" > 0) AS "Gone"
            FROM (SELECT "Id", "PersonId", "CreatedAt", "ResolvedAt", "Escalated" FROM conversations WHERE {where}) AS c
            LEFT JOIN customer_values AS v ON v."PersonId" = c."PersonId"
            """, values);
    }

    private sealed record Counted(string? Key, long Rows, long Followed, long Lost, long Judged, long AtRisk, long Escalated, long Complained)
    {
        public static Counted None { get; } = new(null, 0, 0, 0, 0, 0, 0, 0);

        public OutcomeCount Of(WordingOutcome outcome) => outcome switch
        {
            WordingOutcome.Lost => new((int)Lost, (int)Followed),
            WordingOutcome.AtRisk => new((int)AtRisk, (int)Judged),
            WordingOutcome.Escalated => new((int)Escalated, (int)Rows),
            _ => new((int)Complained, (int)Rows),
        };
    }
}
