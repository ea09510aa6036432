using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Ting.Server.Platform.Lists;

/// <summary>One part of a list, and where the next begins.</summary>
public sealed record Slice<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    public Slice<TOther> Select<TOther>(Func<T, TOther> shape) => new([.. Items.Select(shape)], NextCursor);
}

public static class Slice
{
    public const int Usual = 50;
    public const int Most = 200;

    /// <summary>In the order of the id, which is the order of age.</summary>
    public static async Task<Slice<T>> OfAsync<T>(IQueryable<T> rows, Expression<Func<T, Guid>> id, int? limit, string? cursor, CancellationToken cancel)
    {
        var size = Math.Clamp(limit ?? Usual, 1, Most);
        if (Guid.TryParse(cursor, out var after))
        {
            var further = Expression.GreaterThan(id.Body, Expression.Constant(after));
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(further, id.Parameters));
        }

        var found = await rows.OrderBy(id).Take(size + 1).ToListAsync(cancel);
        if (found.Count <= size)
            return new Slice<T>(found, null);

        found.RemoveAt(size);
        return new Slice<T>(found, id.Compile()(found[^1]).ToString());
    }
}
