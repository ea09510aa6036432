using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>The views an agent has: their own, then their team's, then everybody's, each in its order; and how much is to do in each.</summary>
public sealed class ReadViews(IDbContextFactory<AppDb> database, Kept<ViewBook> books, Kept<Roster> rosters, TimeProvider clock)
{
    /// <summary>So many stand in the inbox with a number; the others are in the palette and on the page of views.</summary>
    public const int MostInInbox = 6;

    /// <summary>How many of the newest open conversations a number looks at.</summary>
    public const int MostCountedAmong = 500;

    /// <param name="More">There are more open conversations than were looked at: it is at least so many.</param>
    public sealed record Count(int Open, bool More);

    /// <param name="agentId">Null for a program, which has those of everybody.</param>
    public async ValueTask<IReadOnlyList<ViewEntry>> HandleAsync(Guid? agentId, CancellationToken cancel)
    {
        var all = (await books.ReadAsync(cancel)).All;
        if (all.Count == 0)
            return [];

        var teamId = agentId is { } id ? (await rosters.ReadAsync(cancel)).TeamOf(id) : null;
        return [.. all.Where(view => view.IsFor(agentId, teamId)).OrderBy(view => view.Scope).ThenBy(view => view.Position).ThenBy(view => view.Id)];
    }

    /// <returns>Null when there is none, or it is not for this agent.</returns>
    public async ValueTask<ViewEntry?> FindAsync(Guid? agentId, Guid id, CancellationToken cancel) =>
        (await HandleAsync(agentId, cancel)).FirstOrDefault(view => view.Id == id);

    /// <summary>What is open in each, all of them in one question, as this reader sees it. Views that hold nothing open, and those of words, have no number.</summary>
    public async Task<IReadOnlyDictionary<Guid, Count>> CountAsync(Guid agentId, IReadOnlyList<ViewEntry> views, CancellationToken cancel)
    {
        ViewEntry[] counted = [.. views.Where(view => view.Filter is { HoldsOpen: true, Words: null }).Take(ViewBook.Most)];
        if (counted.Length == 0)
            return new Dictionary<Guid, Count>();

        var (teamId, now) = ((await rosters.ReadAsync(cancel)).TeamOf(agentId), clock.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancel);
        var more = db.Conversations.Where(it => it.Status == ConversationStatus.Open).OrderByDescending(it => it.LastMessageAt).Skip(MostCountedAmong).Take(1);
        var numbers = counted.Select(view => NumberOf(new ViewQuery(db, view.Filter, agentId, teamId, now).Open(MostCountedAmong).Take(ReadInbox.MostCounted))).Append(NumberOf(more));

        // An agent's own row carries the numbers: the database counts them all in one statement.
        var row = Expression.Lambda<Func<Agent, int[]>>(Expression.NewArrayInit(typeof(int), numbers), Expression.Parameter(typeof(Agent), "agent"));
        if (await db.Agents.Where(agent => agent.Id == agentId).Select(row).FirstOrDefaultAsync(cancel) is not { } found)
            return new Dictionary<Guid, Count>();
        return counted.Index().ToDictionary(it => it.Item.Id, it => new Count(found[it.Index], !it.Item.Filter.IsPlain && found[^1] > 0));
    }

    private static MethodCallExpression NumberOf(IQueryable<Conversation> rows) => Expression.Call(typeof(Queryable), nameof(Queryable.Count), [typeof(Conversation)], rows.Expression);
}
