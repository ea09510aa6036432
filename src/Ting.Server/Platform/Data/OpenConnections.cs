using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Ting.Server.Platform.Data;

/// <summary>
/// Open connections to the SQLite file, lent to one context after the other. Opening one, even from the driver's own pool, registers functions and
/// sets pragmas each time, which costs more than most of our queries; a context would do it for every query. PostgreSQL has a pool of its own.
/// </summary>
public sealed class OpenConnections(DataSource source) : IDisposable
{
    private const int MostIdle = 16;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _closed;

    /// <returns>An open connection, or null where the context should open its own.</returns>
    public SqliteConnection? Lend()
    {
        if (source.IsPostgres)
            return null;
        if (_idle.TryTake(out var idle))
            return idle;

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(source.ConnectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void TakeBack(SqliteConnection connection)
    {
        if (!_closed && connection.State is System.Data.ConnectionState.Open && _idle.Count < MostIdle)
            _idle.Add(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
