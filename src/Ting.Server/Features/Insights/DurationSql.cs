using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights;

/// <summary>
/// Medians, 90th percentiles and volumes, computed where the rows are: the database ranks the durations and hands back at most four of each group,
/// so memory here stays the same whether there are ten rows or a million. Exact, by linear interpolation between closest ranks (type 7).
/// </summary>
internal static class DurationSql
{
    /// <param name="by">InboxId, TeamId, or null for one group.</param>
    /// <param name="end">FirstReplyAt or ResolvedAt; the period is that of the creation, or of the end for resolutions.</param>
    public static async Task<IReadOnlyDictionary<Guid, TimeFigures>> PercentilesAsync(AppDb db, InsightFilter filter, string end, string? by, CancellationToken cancel)
    {
        var period = end == "ResolvedAt" ? "ResolvedAt" : "CreatedAt";
        var (where, values) = Where(filter, period);
        var seconds = db.Database.IsNpgsql()
            ? $"""CAST(EXTRACT(EPOCH FROM ("{end}" - "CreatedAt")) AS double precision)"""
            : $"""ROUND((julianday("{end}") - julianday("CreatedAt")) * 86400.0, 3)""";
        var key = by is null ? "NULL" : $"\"{by}\"";
        if (by is null && db.Database.IsNpgsql())
            key = "CAST(NULL AS uuid)";

        // Names of columns come from here; every value is a parameter.
        var sql = $"""
            SELECT "Key", "Seconds", "Rank", "Total" FROM (
              SELECT "Key", "Seconds", ROW_NUMBER() OVER (PARTITION BY "Key" ORDER BY "Seconds") AS "Rank", COUNT(*) OVER (PARTITION BY "Key") AS "Total"
              FROM (SELECT {key} AS "Key", {seconds} AS "Seconds" FROM conversations WHERE {where} AND "{end}" IS NOT NULL) AS measured
            ) AS ranked
            WHERE "Rank" IN (("Total" - 1) / 2 + 1, ("Total" - 1) / 2 + 2, ("Total" - 1) * 9 / 10 + 1, ("Total" - 1) * 9 / 10 + 2)
            """;
        var rows = await db.Database.SqlQueryRaw<Ranked>(sql, values).ToListAsync(cancel);

        return rows.GroupBy(row => row.Key ?? Guid.Empty).ToDictionary(group => group.Key, group =>
        {
            var total = group.First().Total;
            var bySeconds = group.DistinctBy(row => row.Rank).ToDictionary(row => row.Rank, row => row.Seconds);
            return new TimeFigures((int)total, At(bySeconds, total, 0.5), At(bySeconds, total, 0.9));
        });
    }

    /// <summary>How many rows fall into each quarter of an hour, the largest step that fits every time zone's days.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> QuartersAsync(AppDb db, InsightFilter filter, string at, CancellationToken cancel)
    {
        var (where, values) = Where(filter, at);
        var quarter = db.Database.IsNpgsql()
            ? $"""CAST(FLOOR(EXTRACT(EPOCH FROM "{at}") / 900) AS bigint)"""
            : $"""CAST(strftime('%s', "{at}") AS INTEGER) / 900""";
        var sql = $"""SELECT {quarter} AS "Number", COUNT(*) AS "Rows" FROM conversations WHERE {where} GROUP BY 1""";
        var rows = await db.Database.SqlQueryRaw<Quarter>(sql, values).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Number, row => (int)row.Rows);
    }

    private static double At(Dictionary<long, double> byRank, long total, double share)
    {
        var rank = share * (total - 1);
        var below = (long)Math.Floor(rank + 1e-9);
        var low = byRank[below + 1];
        return byRank.TryGetValue(below + 2, out var high) ? low + Math.Max(0, rank - below) * (high - low) : low;
    }

    internal static (string Where, object[] Values) Where(InsightFilter filter, string period)
    {
        var values = new List<object> { filter.From.UtcDateTime, filter.To.UtcDateTime };
        var where = $"""("{period}" >= @p0 AND "{period}" < @p1)""";
        Add("InboxId", filter.Inbox);
        Add("TeamId", filter.Team);
        Add("AssigneeId", filter.Agent);
        return (where.Replace("@p0", "{0}", StringComparison.Ordinal).Replace("@p1", "{1}", StringComparison.Ordinal), [.. values]);

        void Add(string column, Guid? value)
        {
            if (value is not { } id)
                return;
            where += $" AND \"{column}\" = {{{values.Count}}}";
            values.Add(id);
        }
    }

    private sealed record Ranked(Guid? Key, double Seconds, long Rank, long Total);

    private sealed record Quarter(long Number, long Rows);
}
