using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Ting.Server.Platform.Api;

/// <summary>
/// Rows in the order of a key and then of their id, from a place on. An index on both serves the order and the place alike, so that the hundredth part costs what the first does.
/// </summary>
internal static class Keyset
{
    /// <summary>The smallest key first. The key is a moment or a whole number, as the place holds it.</summary>
    public static IQueryable<T> Upward<T, TKey>(this IQueryable<T> rows, Place after, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id) =>
        (after.IsStart ? rows : rows.Where(Beyond(after, key, id, upward: true))).OrderBy(key).ThenBy(id);

    /// <summary>The largest key first.</summary>
    public static IQueryable<T> Downward<T, TKey>(this IQueryable<T> rows, Place after, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id) =>
        (after.IsStart ? rows : rows.Where(Beyond(after, key, id, upward: false))).OrderByDescending(key).ThenByDescending(id);

    /// <summary>In the order of the id, which is the order of age.</summary>
    public static IQueryable<T> Upward<T>(this IQueryable<T> rows, Place after, Expression<Func<T, Guid>> id) =>
        (after.IsStart ? rows : rows.Where(Beyond(after, id, upward: true))).OrderBy(id);

    public static IQueryable<T> Downward<T>(this IQueryable<T> rows, Place after, Expression<Func<T, Guid>> id) =>
        (after.IsStart ? rows : rows.Where(Beyond(after, id, upward: false))).OrderByDescending(id);

    private static Expression<Func<T, bool>> Beyond<T>(Place after, Expression<Func<T, Guid>> id, bool upward) =>
        Expression.Lambda<Func<T, bool>>(Further(id.Body, Given(after.Id), upward), id.Parameters);

    // key <= k AND (key < k OR id < i): the first half by itself tells the database where in the index to begin.
    private static Expression<Func<T, bool>> Beyond<T, TKey>(Place after, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, bool upward)
    {
        var value = key.ReturnType == typeof(long) ? Given(after.Number) : key.ReturnType == typeof(DateTimeOffset?) ? Given<DateTimeOffset?>(after.At) : Given(after.At);
        var notBefore = upward ? Expression.GreaterThanOrEqual(key.Body, value) : Expression.LessThanOrEqual(key.Body, value);
        var idOfRow = ReplacingExpressionVisitor.Replace(id.Parameters[0], key.Parameters[0], id.Body);
        return Expression.Lambda<Func<T, bool>>(Expression.AndAlso(notBefore, Expression.OrElse(Further(key.Body, value, upward), Further(idOfRow, Given(after.Id), upward))), key.Parameters);
    }

    private static BinaryExpression Further(Expression one, Expression other, bool upward) => upward ? Expression.GreaterThan(one, other) : Expression.LessThan(one, other);

    // As a variable that was captured, not as a constant: the database then sees one statement with changing values, planned once.
    private static Expression Given<TValue>(TValue value)
    {
        Expression<Func<TValue>> captured = () => value;
        return captured.Body;
    }
}
