using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Ting.Server.Platform.Data;

/// <summary>
/// New rows that nobody goes on working with, put into SQLite as they are. To track a row, compare it and make a command of it takes EF
/// longer than SQLite takes to store it, and all of that stays in memory until it is saved.
/// </summary>
internal static class WholeRows
{
    private static readonly ConcurrentDictionary<IEntityType, Shape> Shapes = new();

    /// <exception cref="DbUpdateException">A row could not be stored; as EF's own save says it.</exception>
    public static void Insert<T>(AppDb db, IEnumerable<T> rows) where T : class
    {
        var shape = Shapes.GetOrAdd(db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} has no table."), Shape.Of);
        var (connection, transaction) = ((SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        var statement = InsertStatement.Of(connection).For(shape.Table, shape.Columns, static column => column.Name);
        foreach (var row in rows)
        {
            for (var at = 0; at < shape.Columns.Length; at++)
                statement.Give(at, shape.Columns[at].Mapping, shape.Columns[at].Getter.GetClrValue(row));
            try
            {
                statement.Run(transaction);
            }
            catch (SqliteException error)
            {
                throw new DbUpdateException($"A new row of {shape.Table} could not be stored.", error);
            }
        }
    }

    private sealed record Column(string Name, RelationalTypeMapping Mapping, IClrPropertyGetter Getter);

    private sealed record Shape(string Table, Column[] Columns)
    {
        public static Shape Of(IEntityType type) => new(
            type.GetTableName()!,
            [.. type.GetProperties().Select(it => new Column(it.GetColumnName(), it.GetRelationalTypeMapping(), it.GetGetter()))]);
    }
}
