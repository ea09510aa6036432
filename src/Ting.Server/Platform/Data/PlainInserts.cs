using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Sqlite.Update.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Ting.Server.Platform.Data;

/// <summary>
/// Rows that are new, and of which the database has nothing to tell, go into SQLite through one prepared statement for each table.
/// EF writes the statement anew for every row, which takes longer than SQLite takes to store it; everything else stays as EF does it.
/// </summary>
#pragma warning disable EF1001 // what is not a plain insert is left to SQLite's own batches, and they are to be had only there
internal sealed class PlainInserts(ModificationCommandBatchFactoryDependencies dependencies) : SqliteModificationCommandBatchFactory(dependencies)
{
    public override ModificationCommandBatch Create() => new Batch(base.Create);

    /// <summary>What SQLite is given for a property's value: the same as EF's own parameter holds.</summary>
    internal static object ValueOf(RelationalTypeMapping mapping, object? value) =>
        (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

    /// <summary>Plain inserts, or one of EF's batches: which of them its first command decides.</summary>
    private sealed class Batch(Func<ModificationCommandBatch> others) : ModificationCommandBatch
    {
        private const int Most = 500;

        private readonly List<IReadOnlyModificationCommand> _inserts = [];
        private ModificationCommandBatch? _other;
        private bool _moreExpected;

        public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => _other?.ModificationCommands ?? _inserts;
        public override bool RequiresTransaction => _other?.RequiresTransaction ?? _inserts.Count > 1;
        public override bool AreMoreBatchesExpected => _other?.AreMoreBatchesExpected ?? _moreExpected;

        public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
        {
            var isPlain = IsPlain(modificationCommand);
            if (_other is null && _inserts.Count == 0 && !isPlain)
                _other = others();
            if (_other is not null)
                return !(isPlain && _other.ModificationCommands.Count > 0) && _other.TryAddCommand(modificationCommand);
            if (!isPlain || _inserts.Count == Most)
                return false;

            _inserts.Add(modificationCommand);
            return true;
        }

        public override void Complete(bool moreBatchesExpected)
        {
            _moreExpected = moreBatchesExpected;
            _other?.Complete(moreBatchesExpected);
        }

        public override void Execute(IRelationalConnection connection)
        {
            if (_other is not null)
                _other.Execute(connection);
            else
                Insert(connection);
        }

        // SQLite has nothing to wait for.
        public override Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
        {
            if (_other is not null)
                return _other.ExecuteAsync(connection, cancellationToken);

            cancellationToken.ThrowIfCancellationRequested();
            Insert(connection);
            return Task.CompletedTask;
        }

        private static bool IsPlain(IReadOnlyModificationCommand command)
        {
            if (command.EntityState is not EntityState.Added || command.StoreStoredProcedure is not null || command.Schema is not null)
                return false;

            foreach (var column in command.ColumnModifications)
            {
                if (!column.IsWrite || column.IsRead || column.IsCondition || column.JsonPath is not null || column.TypeMapping is null)
                    return false;
            }

            return command.ColumnModifications.Count > 0;
        }

        private void Insert(IRelationalConnection connection)
        {
            var (sqlite, transaction) = ((SqliteConnection)connection.DbConnection, (SqliteTransaction?)connection.CurrentTransaction?.GetDbTransaction());
            var ready = Statement.Of(sqlite);
            foreach (var command in _inserts)
            {
                try
                {
                    Statement.For(command, sqlite, ready).Run(command.ColumnModifications, transaction);
                }
                catch (SqliteException error)
                {
                    throw new DbUpdateException($"A new row of {command.TableName} could not be stored.", error, command.Entries);
                }
            }
        }
    }

    private sealed class Statement(string[] columns, SqliteCommand command)
    {
        private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, List<Statement>>> Connections = [];

        // One thread at a time uses a connection, so its dictionary needs no lock.
        public static Dictionary<string, List<Statement>> Of(SqliteConnection connection) => Connections.GetOrCreateValue(connection);

        public static Statement For(IReadOnlyModificationCommand row, SqliteConnection connection, Dictionary<string, List<Statement>> ready)
        {
            if (!ready.TryGetValue(row.TableName, out var some))
                ready[row.TableName] = some = [];
            foreach (var one in some)
            {
                if (one.Fits(row.ColumnModifications))
                    return one;
            }

            var made = Prepare(row, connection);
            some.Add(made);
            return made;
        }

        public void Run(IReadOnlyList<IColumnModification> row, SqliteTransaction? transaction)
        {
            for (var at = 0; at < row.Count; at++)
                command.Parameters[at].Value = ValueOf(row[at].TypeMapping!, row[at].Value);

            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }

        private bool Fits(IReadOnlyList<IColumnModification> row)
        {
            if (row.Count != columns.Length)
                return false;

            for (var at = 0; at < columns.Length; at++)
            {
                if (row[at].ColumnName != columns[at])
                    return false;
            }

            return true;
        }

        private static Statement Prepare(IReadOnlyModificationCommand row, SqliteConnection connection)
        {
            string[] columns = [.. row.ColumnModifications.Select(it => it.ColumnName)];
            var command = connection.CreateCommand();
            var text = new StringBuilder($"INSERT INTO {Quoted(row.TableName)} (").AppendJoin(", ", columns.Select(Quoted)).Append(") VALUES (");
            for (var at = 0; at < columns.Length; at++)
            {
                var name = $"@{at}";
                text.Append(at == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(new SqliteParameter(name, value: null));
            }

            command.CommandText = text.Append(')').ToString();
            return new Statement(columns, command);
        }

        private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
