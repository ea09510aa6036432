using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Ting.Server.Platform.Data;

/// <summary>A prepared statement that puts a row into a table of SQLite; a connection keeps one for each table and set of columns.</summary>
internal sealed class InsertStatement
{
    private static readonly ConditionalWeakTable<SqliteConnection, Ready> Connections = [];

    private readonly string[] _columns;
    private readonly SqliteCommand _command;

    private InsertStatement(string table, string[] columns, SqliteConnection connection)
    {
        _columns = columns;
        _command = connection.CreateCommand();
        var text = new StringBuilder($"INSERT INTO {Quoted(table)} (").AppendJoin(", ", columns.Select(Quoted)).Append(") VALUES (");
        for (var at = 0; at < columns.Length; at++)
        {
            var name = $"@{at}";
            text.Append(at == 0 ? "" : ", ").Append(name);
            _command.Parameters.Add(new SqliteParameter(name, value: null));
        }

        _command.CommandText = text.Append(')').ToString();
    }

    /// <summary>Those of a connection. One thread at a time uses it, so they need no lock.</summary>
    public static Ready Of(SqliteConnection connection) => Connections.GetValue(connection, static it => new Ready(it));

    /// <summary>What SQLite is given for a property's value: the same as EF's own parameter holds.</summary>
    public static object ValueOf(RelationalTypeMapping mapping, object? value) =>
        (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

    public void Give(int column, RelationalTypeMapping mapping, object? value) => _command.Parameters[column].Value = ValueOf(mapping, value);

    public void Run(SqliteTransaction? transaction)
    {
        _command.Transaction = transaction;
        _command.ExecuteNonQuery();
    }

    private bool Fits<T>(IReadOnlyList<T> columns, Func<T, string> nameOf)
    {
        if (columns.Count != _columns.Length)
            return false;

        for (var at = 0; at < _columns.Length; at++)
        {
            if (nameOf(columns[at]) != _columns[at])
                return false;
        }

        return true;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public sealed class Ready(SqliteConnection connection)
    {
        private readonly Dictionary<string, List<InsertStatement>> _tables = [];

        public InsertStatement For<T>(string table, IReadOnlyList<T> columns, Func<T, string> nameOf)
        {
            if (!_tables.TryGetValue(table, out var some))
                _tables[table] = some = [];
            foreach (var one in some)
            {
                if (one.Fits(columns, nameOf))
                    return one;
            }

            var made = new InsertStatement(table, [.. columns.Select(nameOf)], connection);
            some.Add(made);
            return made;
        }
    }
}
