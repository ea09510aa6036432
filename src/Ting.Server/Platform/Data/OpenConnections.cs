using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Ting.Server.Platform.Data;

/// <summary>
/// Open connections to the SQLite file, one for each pooled context. Opening one, even from the driver's own pool, registers functions and
/// sets pragmas each time, which costs more than most of our queries; a context would do it for every query. PostgreSQL has a pool of its own.
/// </summary>
public sealed class OpenConnections(DataSource source) : IDisposable
{
    private readonly ConcurrentDictionary<SqliteConnection, bool> _open = new();

    internal int Count => _open.Count;

    /// <returns>An open connection, or null where the context should open its own.</returns>
    public SqliteConnection? Open()
    {
        if (source.IsPostgres)
            return null;

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(source.ConnectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;";
            command.ExecuteNonQuery();
            _open[connection] = true;
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Close(SqliteConnection connection)
    {
        _open.TryRemove(connection, out _);
        connection.Dispose();
    }

    /// <summary>Closes what the contexts in the pool have kept open.</summary>
    public void Dispose()
    {
        foreach (var connection in _open.Keys)
            Close(connection);
    }
}
