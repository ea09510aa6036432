using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ting.Server.Platform.Data;

namespace Ting.Load;

/// <summary>Writes rows with prepared statements on one connection and nothing in between: as fast as one process can.</summary>
internal sealed class RawWriter : IAsyncDisposable
{
    private static readonly string[] Changing = ["\"EmotionTrail\"", "\"LastMessageAt\"", "\"LastSequence\"", "\"MessageCount\"", "\"Preview\"", "\"Unread\"", "\"Version\""];

    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = [];

    private RawWriter(DbConnection connection) => _connection = connection;

    public static async Task<RawWriter> OpenAsync(DataSource source)
    {
        var connection = source.Create();
        await connection.OpenAsync();
        if (connection is SqliteConnection)
        {
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000;";
            await pragma.ExecuteNonQueryAsync();
        }

        return new RawWriter(connection);
    }

    /// <summary>Writes the rows and the counters in one durable commit.</summary>
    public async Task WriteAsync(IEnumerable<Row> rows, IReadOnlyDictionary<string, long> counters)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        foreach (var row in rows)
        {
            var command = await CommandAsync(row.Shape, row.Changes);
            command.Transaction = transaction;
            for (var i = 0; i < row.Values.Length; i++)
                command.Parameters[i].Value = row.Values[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }

        foreach (var (name, value) in counters)
        {
            await using var command = _connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"""UPDATE counters SET "Value" = {value} WHERE "Name" = '{name}'""";
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<DbCommand> CommandAsync(Shape shape, bool changes)
    {
        var name = changes ? $"change {shape.Table}" : shape.Table;
        if (_commands.TryGetValue(name, out var known))
            return known;

        var command = _connection.CreateCommand();
        command.CommandText = changes
            ? $"""UPDATE {shape.Table} SET {string.Join(", ", shape.Columns.Select((column, index) => $"\"{column}\" = @p{index}").Where(part => Changing.Any(part.Contains)))} WHERE "Id" = @p{shape.Columns.ToList().IndexOf("Id")}"""
            : $"INSERT INTO {shape.Table} ({string.Join(", ", shape.Columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", shape.Columns.Select((_, index) => $"@p{index}"))})";
        for (var i = 0; i < shape.Columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            command.Parameters.Add(parameter);
        }

        if (_connection is SqliteConnection)
            await command.PrepareAsync();
        return _commands[name] = command;
    }
}
