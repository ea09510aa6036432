using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>How many first answers came within fifteen seconds, greeted, named the person, and gave the coach nothing to put right.</summary>
/// <param name="Median">Seconds waited; null when there are none.</param>
public sealed record FirstAnswerCounts(int Count, int Fast, int Greets, int NamesPerson, int Clean, double? Median)
{
    public int Of(FirstAnswerPart part) => part switch
    {
        FirstAnswerPart.Fast => Fast,
        FirstAnswerPart.Greets => Greets,
        FirstAnswerPart.NamesPerson => NamesPerson,
        _ => Clean,
    };
}

public enum FirstAnswerPart { Fast, Greets, NamesPerson, Clean }

public enum FirstAnswerGroup { Inbox, Team, Agent }

/// <param name="Id">Null for conversations without a team.</param>
public sealed record FirstAnswerLine(FirstAnswerGroup Kind, Guid? Id, string Name, FirstAnswerCounts Counts);

/// <summary>One conversation behind the figures.</summary>
public sealed record FirstAnswerRow(Guid ConversationId, long Number, string? Subject, string Person, string Agent, DateTimeOffset At, double Waited, bool Greets, bool NamesPerson, int Findings);

/// <summary>Reads the first fifteen seconds from what was really answered (MOT-03).</summary>
public sealed class FirstAnswerFigures(IDbContextFactory<AppDb> database)
{
    private const int MostLines = 60;
    private const int MostNames = 2000;

    public async Task<FirstAnswerCounts> CountsAsync(InsightFilter filter, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = Rows(db, filter);
        var counts = await rows.GroupBy(_ => 1).Select(group => new FirstAnswerCounts(
            group.Count(), group.Count(it => it.Waited <= FirstAnswer.Seconds), group.Count(it => it.Greets), group.Count(it => it.NamesPerson), group.Count(it => it.Findings == 0), null)).SingleOrDefaultAsync(cancel);
        if (counts is not { Count: > 0 })
            return new(0, 0, 0, 0, 0, null);

        var middle = await rows.OrderBy(it => it.Waited).Skip((counts.Count - 1) / 2).Take(2 - counts.Count % 2).Select(it => it.Waited).ToListAsync(cancel);
        return counts with { Median = middle.Average() };
    }

    /// <summary>By inbox, team and agent, those with the most first.</summary>
    public async Task<IReadOnlyList<FirstAnswerLine>> LinesAsync(InsightFilter filter, bool byAgent, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = Rows(db, filter);
        var inboxes = await rows.GroupBy(it => (Guid?)it.InboxId).Select(Counted).ToListAsync(cancel);
        var teams = await rows.GroupBy(it => it.TeamId).Select(Counted).ToListAsync(cancel);
        var agents = byAgent ? await rows.GroupBy(it => (Guid?)it.AgentId).Select(Counted).ToListAsync(cancel) : [];
        return
        [
            .. LinesOf(FirstAnswerGroup.Inbox, inboxes, await NamesAsync(db.Inboxes.Select(it => new Named(it.Id, it.Name)))),
            .. LinesOf(FirstAnswerGroup.Team, teams, await NamesAsync(db.Teams.Select(it => new Named(it.Id, it.Name)))),
            .. LinesOf(FirstAnswerGroup.Agent, agents, await NamesAsync(db.Agents.Select(it => new Named(it.Id, it.Name)))),
        ];

        async Task<Dictionary<Guid, string>> NamesAsync(IQueryable<Named> names) => (await names.Take(MostNames).ToListAsync(cancel)).ToDictionary(it => it.Id, it => it.Name);

        static IEnumerable<FirstAnswerLine> LinesOf(FirstAnswerGroup kind, List<Group> groups, Dictionary<Guid, string> names) =>
            groups.OrderByDescending(it => it.Count).Take(MostLines).Select(it => new FirstAnswerLine(
                kind, it.Id, it.Id is { } id ? names.GetValueOrDefault(id, "") : "", new FirstAnswerCounts(it.Count, it.Fast, it.Greets, it.NamesPerson, it.Clean, null)));
    }

    /// <summary>The conversations behind one share, the newest first.</summary>
    /// <param name="part">Null for all.</param>
    /// <param name="holds">Those for which it holds, or those for which it does not.</param>
    /// <param name="after">Where the part before ended.</param>
    internal async Task<Page<FirstAnswerRow>> ListAsync(InsightFilter filter, FirstAnswerPart? part, bool holds, Place after, int size, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var found = await (
            from it in Which(Rows(db, filter), part, holds).Downward(after, it => it.At, it => it.ConversationId).Take(size + 1)
            join conversation in db.Conversations.AsNoTracking() on it.ConversationId equals conversation.Id
            select new FirstAnswerRow(
                it.ConversationId, conversation.Number, conversation.Subject,
                db.Set<Person>().Where(person => person.Id == conversation.PersonId).Select(person => person.Name).FirstOrDefault() ?? "",
                db.Set<Agent>().Where(agent => agent.Id == it.AgentId).Select(agent => agent.Name).FirstOrDefault() ?? "",
                it.At, it.Waited, it.Greets, it.NamesPerson, it.Findings)).ToListAsync(cancel);
        found = [.. found.OrderByDescending(it => it.At).ThenByDescending(it => it.ConversationId)];
        return Page.Of(found, size, List, it => Place.Of(it.At, it.ConversationId), it => it);
    }

    internal const string List = "first-answers";

    internal static IQueryable<FirstAnswer> Rows(AppDb db, InsightFilter filter)
    {
        var rows = db.FirstAnswers.AsNoTracking().Where(it => it.At >= filter.From && it.At < filter.To);
        if (filter.Inbox is { } inbox)
            rows = rows.Where(it => it.InboxId == inbox);
        if (filter.Team is { } team)
            rows = rows.Where(it => it.TeamId == team);
        if (filter.Agent is { } agent)
            rows = rows.Where(it => it.AgentId == agent);
        return rows;
    }

    internal static IQueryable<FirstAnswer> Which(IQueryable<FirstAnswer> rows, FirstAnswerPart? part, bool holds) => part switch
    {
        FirstAnswerPart.Fast => rows.Where(it => it.Waited <= FirstAnswer.Seconds == holds),
        FirstAnswerPart.Greets => rows.Where(it => it.Greets == holds),
        FirstAnswerPart.NamesPerson => rows.Where(it => it.NamesPerson == holds),
        FirstAnswerPart.Clean => rows.Where(it => it.Findings == 0 == holds),
        _ => rows,
    };

    private static readonly System.Linq.Expressions.Expression<Func<IGrouping<Guid?, FirstAnswer>, Group>> Counted = group => new Group(
        group.Key, group.Count(), group.Count(it => it.Waited <= FirstAnswer.Seconds), group.Count(it => it.Greets), group.Count(it => it.NamesPerson), group.Count(it => it.Findings == 0));

    private sealed record Named(Guid Id, string Name);

    private sealed record Group(Guid? Id, int Count, int Fast, int Greets, int NamesPerson, int Clean);
}
