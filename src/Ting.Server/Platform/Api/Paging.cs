using System.Buffers.Text;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Api;

/// <summary>Which part of a list is asked for.</summary>
public sealed record PageQuery
{
    public const int Usual = 50;
    public const int Most = 200;

    [Range(1, Most), Description("How many at most; 50 when not given.")]
    public int? Limit { get; set; }

    [Description("The nextCursor of the part before.")]
    public string? Cursor { get; set; }

    internal int Size => Limit ?? Usual;

    /// <summary>Where the part before ended; null for the first part.</summary>
    internal Outcome<Place> After(string list)
    {
        if (string.IsNullOrEmpty(Cursor))
            return Place.Start;
        return Place.Read(Cursor, list) is { } place ? place : Refusal.Invalid("cursor.invalid", "cursor");
    }
}

/// <summary>A place in a list's order. What is handed out is opaque, and good for its own list only.</summary>
internal sealed record Place(long Number, Guid Id)
{
    public static readonly Place Start = new(0, Guid.Empty);

    public bool IsStart => this == Start;

    public DateTimeOffset At => new(Number, TimeSpan.Zero);

    public static Place Of(DateTimeOffset at, Guid id) => new(at.UtcTicks, id);

    public static Place Of(long number) => new(number, Guid.Empty);

    public static Place Of(Guid id) => new(0, id);

    public string Write(string list) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{list}:{Number:x}:{Id:N}"));

    public static Place? Read(string cursor, string list)
    {
        Span<byte> bytes = stackalloc byte[120];
        if (cursor.Length > 150 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written))
            return null;

        return Encoding.ASCII.GetString(bytes[..written]).Split(':') is [var name, var number, var id] && name == list
            && long.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 3155378975999999999
            && Guid.TryParseExact(id, "N", out var guid)
            ? new Place(value, guid)
            : null;
    }
}

/// <summary>One part of a list, and where the next begins; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    public Page<TShape> Select<TShape>(Func<T, TShape> shape) => new([.. Items.Select(shape)], NextCursor);
}

internal static class Page
{
    /// <summary>A part of rows in the order of their id, which is the order of age.</summary>
    public static async Task<Outcome<Page<T>>> OldestFirstAsync<T>(IQueryable<T> rows, Expression<Func<T, Guid>> id, PageQuery page, string list, CancellationToken cancel)
    {
        if (page.After(list).IsRefused(out var refusal, out var after))
            return refusal;
        return Of(await rows.Upward(after, id).Take(page.Size + 1).ToListAsync(cancel), page.Size, list, it => Place.Of(id.Compile()(it)), it => it);
    }

    /// <param name="found">One more than was asked for when there is more.</param>
    public static Page<TShape> Of<T, TShape>(List<T> found, int size, string list, Func<T, Place> place, Func<T, TShape> shape)
    {
        var more = found.Count > size;
        if (more)
            found.RemoveRange(size, found.Count - size);
        return new Page<TShape>([.. found.Select(shape)], more ? place(found[^1]).Write(list) : null);
    }
}
