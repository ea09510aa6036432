using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Support;

/// <summary>How SQLite goes about a query.</summary>
internal static class QueryPlan
{
    /// <returns>Its steps: SEARCH … USING INDEX …, SCAN … .</returns>
    public static List<string> Of<T>(AppDb db, IQueryable<T> query)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        db.Database.OpenConnection();
        var sql = query.ToQueryString();
        var start = sql.IndexOf("SELECT", StringComparison.Ordinal);
        foreach (var line in sql[..start].Split('\n').Where(line => line.StartsWith(".param set ", StringComparison.Ordinal)))
        {
            var parts = line.Split(' ', 4);
            command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(parts[2], parts[3].Trim().Trim('\'')));
        }

        command.CommandText = "EXPLAIN QUERY PLAN " + sql[start..];
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }
}
