using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ting.Server.Platform.Data;

/// <summary>The counters during one commit. On PostgreSQL their rows stay locked until it is over, so that several servers count as one.</summary>
internal sealed class Numbers
{
    private readonly Dictionary<string, long> _values = [];
    private readonly Dictionary<string, long> _saved = [];
    private Dictionary<string, long> _marked = [];

    public static async Task<Numbers> LoadAsync(DbConnection connection, DbTransaction transaction)
    {
        var numbers = new Numbers();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = connection is NpgsqlConnection
            ? """SELECT "Name", "Value" FROM counters ORDER BY "Name" FOR UPDATE"""
            : """SELECT "Name", "Value" FROM counters""";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            numbers._values[reader.GetString(0)] = numbers._saved[reader.GetString(0)] = reader.GetInt64(1);
        return numbers;
    }

    /// <summary>Remembers where the counters stand, for <see cref="TakeBack"/>.</summary>
    public void Mark() => _marked = new Dictionary<string, long>(_values);

    public void TakeBack()
    {
        foreach (var (name, value) in _marked)
            _values[name] = value;
    }

    public void HandOut(AppDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<INumbered>())
        {
            if (entry.State is EntityState.Added)
                entry.Entity.Numbered(++_values[entry.Entity.CounterName]);
        }

        foreach (var entity in db.Waiting)
        {
            if (entity is LoggedEvent && db.StoresWholeRows)
                entity.Numbered(++_values[entity.CounterName]);
            else if (db.Entry(entity).State is EntityState.Detached) // or it was added by a save that failed, and is numbered above
            {
                entity.Numbered(++_values[entity.CounterName]);
                db.Add(entity);
            }
        }
    }

    public async Task SaveAsync(DbConnection connection, DbTransaction transaction)
    {
        foreach (var (name, value) in _values)
        {
            if (value == _saved[name])
                continue;

            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """UPDATE counters SET "Value" = @value WHERE "Name" = @name""";
            Add(command, "value", value);
            Add(command, "name", name);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
