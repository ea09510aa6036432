using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Ting.Server.Platform.Data;

/// <summary>Counts the saves that changed a table, for what is kept in memory. Only tables that somebody has asked about are counted.</summary>
public sealed class TableVersions
{
    private readonly ConcurrentDictionary<Type, long> _versions = new();

    /// <summary>Grows whenever one of the tables is changed by a save.</summary>
    public long Of(IReadOnlyList<Type> tables)
    {
        var sum = 0L;
        foreach (var table in tables)
            sum += _versions.GetOrAdd(table, 0);
        return sum;
    }

    /// <summary>What the context holds as changed or new has been committed.</summary>
    internal void Committed(AppDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                Count(entry.Metadata.ClrType);
        }

        foreach (var type in db.RowTypes)
            Count(type);
    }

    private void Count(Type table)
    {
        if (_versions.ContainsKey(table))
            _versions.AddOrUpdate(table, 1, static (_, version) => version + 1);
    }
}
