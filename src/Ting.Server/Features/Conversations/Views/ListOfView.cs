using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations.Visibility;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>
/// The conversations of a view, the newest message first, as whoever asks may see them. One part looks at <see cref="InboxOrder.MostLooked"/> at most: it may be short, or
/// empty, and still have a next one.
/// </summary>
public sealed class ListOfView(Kept<Roster> rosters, SearchIndex search, TimeProvider clock)
{
    internal const string List = "view-conversations";

    private const int MostHits = 200;

    /// <param name="After">Where the next part begins; null at the end.</param>
    internal sealed record Part(IReadOnlyList<Conversation> Found, Place? After);

    /// <param name="db">Says what may be seen.</param>
    /// <param name="me">Who reads it; null for a program.</param>
    internal async Task<Part> TakeAsync(AppDb db, ViewFilter filter, Guid? me, Place after, int most, CancellationToken cancel)
    {
        var team = me is { } id ? (await rosters.ReadAsync(cancel)).TeamOf(id) : null;
        var query = new ViewQuery(db, filter, me, team, clock.GetUtcNow());
        return filter.Words is { } words ? await SearchAsync(db, query, words, after, most, cancel) : await LookAsync(db, query, after, most, cancel);
    }

    private static async Task<Part> LookAsync(AppDb db, ViewQuery query, Place after, int most, CancellationToken cancel)
    {
        IReadOnlyList<IQueryable<Conversation>> parts = db is SeenDb seen ? seen.Parts(query.Everything) : [query.Everything];
        Place? edge = null;
        foreach (var part in parts)
        {
            if (await ListConversations.Ordered(part, after).Skip(InboxOrder.MostLooked - 1).Select(it => new { it.LastMessageAt, it.Id }).FirstOrDefaultAsync(cancel) is { } end && (edge is null || end.LastMessageAt > edge.At))
                edge = Place.Of(end.LastMessageAt, end.Id);
        }

        List<Conversation> found = [];
        foreach (var part in parts)
        {
            var rows = query.Narrow(part);
            if (edge is { At: var at, Id: var id })
                rows = rows.Where(it => it.LastMessageAt >= at && (it.LastMessageAt > at || it.Id >= id));
            found.AddRange(await ListConversations.Ordered(rows, after).Take(most + 1).ToListAsync(cancel));
        }

        found = [.. found.OrderByDescending(it => it.LastMessageAt).ThenByDescending(it => it.Id)];
        return found.Count > most ? new Part(found[..most], Place.Of(found[most - 1].LastMessageAt, found[most - 1].Id)) : new Part(found, edge);
    }

    // In the order of what was said last with these words in it; the place is a number of the index.
    private async Task<Part> SearchAsync(AppDb db, ViewQuery query, string words, Place after, int most, CancellationToken cancel)
    {
        var take = Math.Min(most, MostHits);
        var hits = await search.FindAsync(db, "message", words, take, after.IsStart ? null : after.Number, cancel);
        Guid[] ids = [.. hits.Select(hit => hit.Owner).Distinct()];
        var found = await query.Narrow(query.Everything.Where(it => ids.Contains(it.Id))).ToDictionaryAsync(it => it.Id, cancel);
        return new Part([.. ids.Where(found.ContainsKey).Select(id => found[id])], hits.Count == take ? Place.Of(hits[^1].Id) : null);
    }
}
