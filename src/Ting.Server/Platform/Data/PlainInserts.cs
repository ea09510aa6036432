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
            var ready = InsertStatement.Of(sqlite);
            foreach (var command in _inserts)
            {
                try
                {
                    var statement = ready.For(command.TableName, command.ColumnModifications, static column => column.ColumnName);
                    for (var at = 0; at < command.ColumnModifications.Count; at++)
                        statement.Give(at, command.ColumnModifications[at].TypeMapping!, command.ColumnModifications[at].Value);
                    statement.Run(transaction);
                }
                catch (SqliteException error)
                {
                    throw new DbUpdateException($"A new row of {command.TableName} could not be stored.", error, command.Entries);
                }
            }
        }
    }
}
