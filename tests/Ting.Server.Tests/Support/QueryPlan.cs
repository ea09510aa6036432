using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Support;

/// <summary>How the database goes about a query.</summary>
internal static class QueryPlan
{
    /// <returns>Its steps on SQLite: SEARCH … USING INDEX …, SCAN … .</returns>
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

    /// <summary>The same on PostgreSQL, which would read a small table whole whatever index there is: it is told not to if there is another way.</summary>
    public static List<string> OfPostgres<T>(AppDb db, IQueryable<T> query)
    {
        db.Database.OpenConnection();
        var sql = query.ToQueryString();
        var start = sql.IndexOf("SELECT", StringComparison.Ordinal);
        var text = sql[start..];
        foreach (var line in sql[..start].Split('\n').Where(line => line.StartsWith("-- @", StringComparison.Ordinal)).OrderByDescending(line => line.IndexOf('=', StringComparison.Ordinal)))
        {
            var name = line[3..line.IndexOf('=', StringComparison.Ordinal)];
            var value = line.Split('\'') is [_, var quoted, ..] ? quoted : "";
            text = text.Replace(name, $"'{value}'", StringComparison.Ordinal);
        }

        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SET enable_seqscan = off; SET enable_sort = off; EXPLAIN {text}";
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(0));
        return steps;
    }
}
