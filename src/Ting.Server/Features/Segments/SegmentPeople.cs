using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Segments;

/// <summary>
/// Who belongs to a segment now, those first seen last first. One part looks at so many people at most, however many there are: where few belong, a part may be short
/// and still have a next one.
/// </summary>
public sealed class SegmentPeople(WholeDatabase database, TimeProvider clock)
{
    private const string List = "segment-people";

    /// <summary>How many people one part looks at.</summary>
    public const int MostLooked = 20_000;

    /// <summary>How many people a preview looks at.</summary>
    public const int MostCountedAmong = 50_000;

    /// <summary>More than so many are not counted while somebody waits.</summary>
    public const int MostCounted = 10_000;

    public const int First = 8;

    public sealed record Row(Guid Id, string Name, string? Language, string? Tier, string? Company, DateTimeOffset FirstSeen);

    /// <param name="Ended">False when there are people that this part did not get to look at.</param>
    public sealed record Part(IReadOnlyList<Row> Items, string? NextCursor, bool Ended);

    /// <param name="Count">At most <see cref="MostCounted"/>.</param>
    /// <param name="More">There are more than were counted.</param>
    /// <param name="Complete">False when there are more people than a preview looks at: then they are at least so many.</param>
    /// <param name="People">The first of them.</param>
    public sealed record Preview(int Count, bool More, bool Complete, IReadOnlyList<Row> People);

    public async Task<Outcome<Part>> ListAsync(RuleMatch match, IReadOnlyList<SegmentCondition> conditions, PageQuery page, CancellationToken cancel)
    {
        if (page.After(List).IsRefused(out var refusal, out var after))
            return refusal;

        await using var db = await database.CreateDbContextAsync(cancel);
        return await PartAsync(db, match, conditions, after, page.Size, cancel);
    }

    public async Task<Preview> PreviewAsync(RuleMatch match, IReadOnlyList<SegmentCondition> conditions, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var query = new SegmentQuery(db, clock.GetUtcNow());
        var among = query.Everybody.OrderByDescending(it => it.Id).Take(MostCountedAmong);
        var found = await query.Among(among, match, conditions).OrderByDescending(it => it.Id).Select(it => it.Id).Take(MostCounted + 1).ToListAsync(cancel);
        var complete = found.Count > MostCounted || !await query.Everybody.OrderByDescending(it => it.Id).Skip(MostCountedAmong).AnyAsync(cancel);
        Guid[] first = [.. found.Take(First)];
        var people = await RowsAsync(db.People.AsNoTracking().Where(it => first.Contains(it.Id)).OrderByDescending(it => it.Id), cancel);
        return new Preview(Math.Min(found.Count, MostCounted), found.Count > MostCounted, complete, people);
    }

    /// <summary>All of them, part by part: a file, or a count that nobody waits for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Row>> AllAsync(RuleMatch match, IReadOnlyList<SegmentCondition> conditions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var after = Place.Start;
        while (true)
        {
            Part part;
            await using (var db = await database.CreateDbContextAsync(cancel))
                part = await PartAsync(db, match, conditions, after, MostLooked, cancel); // all of those looked at, so that each stretch is measured out once
            if (part.Items.Count > 0)
                yield return part.Items;
            if (part.NextCursor is null || Place.Read(part.NextCursor, List) is not { } next)
                yield break;
            after = next;
        }
    }

    /// <summary>How many belong now: all of them, in parts.</summary>
    public async Task<int> CountAsync(RuleMatch match, IReadOnlyList<SegmentCondition> conditions, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var query = new SegmentQuery(db, clock.GetUtcNow());
        var (count, after) = (0, Place.Start);
        while (true)
        {
            var edge = await EdgeAsync(query, after, cancel);
            count += await query.Among(Within(query.Everybody, after, edge), match, conditions).CountAsync(cancel);
            if (edge is not { } last)
                return count;
            after = Place.Of(last);
        }
    }

    private async Task<Part> PartAsync(AppDb db, RuleMatch match, IReadOnlyList<SegmentCondition> conditions, Place after, int size, CancellationToken cancel)
    {
        var query = new SegmentQuery(db, clock.GetUtcNow());
        var edge = await EdgeAsync(query, after, cancel);
        var found = await RowsAsync(query.Among(Within(query.Everybody, after, edge), match, conditions).OrderByDescending(it => it.Id).Take(size + 1), cancel);
        var page = Page.Of([.. found], size, List, it => Place.Of(it.Id), it => it);
        var next = page.NextCursor ?? (edge is { } last ? Place.Of(last).Write(List) : null);
        return new Part(page.Items, next, page.NextCursor is not null || edge is null);
    }

    /// <returns>The last one to be looked at; null when there are no more than that.</returns>
    private static async Task<Guid?> EdgeAsync(SegmentQuery query, Place after, CancellationToken cancel)
    {
        var ids = await query.Everybody.Downward(after, it => it.Id).Skip(MostLooked - 1).Select(it => it.Id).Take(2).ToListAsync(cancel);
        return ids.Count == 2 ? ids[0] : null;
    }

    private static IQueryable<Person> Within(IQueryable<Person> people, Place after, Guid? edge)
    {
        var rows = after.IsStart ? people : people.Where(it => it.Id < after.Id);
        return edge is { } last ? rows.Where(it => it.Id >= last) : rows;
    }

    private static async Task<List<Row>> RowsAsync(IQueryable<Person> people, CancellationToken cancel) =>
        await people.Select(it => new Row(it.Id, it.Name, it.Language, it.Tier, it.Company, it.CreatedAt)).ToListAsync(cancel);
}
