using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>One part of the queue: who waits and for how long first, then whose turn it is not ours.</summary>
public sealed class ReadInbox(IDbContextFactory<AppDb> database, Kept<Roster> roster, ReadViews views, SearchIndex search, TimeProvider clock)
{
    public const int PageSize = 20;
    public const int MostCounted = 100;

    public sealed record View(IReadOnlyList<Row> Rows, IReadOnlyDictionary<Guid, IReadOnlyList<LabelOn>> Labels, string? Next);

    public sealed record LabelOn(string Name, string? Colour);

    /// <summary>How many there are to do in each view; counting stops at <see cref="MostCounted"/>.</summary>
    public sealed record Counts(int Mine, int Unassigned, int Team, int All, int Snoozed, int Unread, int Due)
    {
        public int? Of(string view) => view switch
        {
            "mine" => Mine,
            "unassigned" => Unassigned,
            "team" => Team,
            "all" => All,
            "snoozed" => Snoozed,
            "due" => Due,
            _ => null,
        };
    }

    public sealed record Row(
        Guid Id, long Number, Guid PersonId, string PersonName, string? Tier, Guid InboxId, string? Subject, string? Language, string Preview, MessageKind PreviewKind,
        ConversationStatus Status, Priority Priority, DateTimeOffset LastMessageAt, DateTimeOffset? WaitingSince, DateTimeOffset? ReplyDueAt, DateTimeOffset? SnoozedUntil,
        DateTimeOffset? ResolvedAt, int Unread, string? Emotion, int? LastLevel, string EmotionTrail, bool Urgent, bool Escalated, Guid? AssigneeId,
        DateTimeOffset? DueAt, ServiceTarget? DueTarget, DateTimeOffset? DueSoonAt);

    public async Task<View> HandleAsync(Guid agentId, InboxAddress address, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var (rows, next) = address switch
        {
            { Saved: { } saved } => await SavedAsync(db, await views.FindAsync(agentId, saved, cancel), agentId, address.After, cancel),
            { IsSearch: true } => await SearchAsync(db, address, cancel),
            { View: "mentions" } => await MentionsAsync(db, agentId, address, cancel),
            { View: "due" } => await PageAsync(db, Narrow(db, db.Conversations.Where(it => it.Status == ConversationStatus.Open), address), InboxOrder.Due, address.After, cancel),
            { View: "snoozed" } => await PageAsync(db, Narrow(db, db.Conversations.Where(it => it.Status == ConversationStatus.Snoozed), address), InboxOrder.Snoozed, address.After, cancel),
            { View: "resolved" } => await PageAsync(db, Narrow(db, db.Conversations.Where(it => it.Status == ConversationStatus.Resolved), address), InboxOrder.Resolved, address.After, cancel),
            _ => await QueueAsync(db, agentId, address, cancel),
        };
        return new View(rows, await LabelsAsync(db, rows, cancel), next);
    }

    public async Task<Counts> CountAsync(Guid agentId, CancellationToken cancel)
    {
        var teamId = (await roster.ReadAsync(cancel)).TeamOf(agentId);
        var now = clock.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancel);
        var open = db.Conversations.Where(it => it.Status == ConversationStatus.Open);
        var snoozed = db.Conversations.Where(it => it.Status == ConversationStatus.Snoozed);
        // An agent's own row carries the numbers: the database counts them all in one statement.
        return await db.Agents.Where(agent => agent.Id == agentId)
            .Select(agent => new Counts(
                open.Where(it => it.AssigneeId == agentId).Take(MostCounted).Count(),
                open.Where(it => it.AssigneeId == null).Take(MostCounted).Count(),
                teamId == null ? 0 : open.Where(it => it.TeamId == teamId).Take(MostCounted).Count(),
                open.Take(MostCounted).Count(),
                snoozed.Take(MostCounted).Count(),
                open.Where(it => it.AssigneeId == agentId && it.Unread > 0).Take(MostCounted).Count(),
                open.Where(it => it.DueSoonAt <= now).Take(MostCounted).Count()))
            .FirstOrDefaultAsync(cancel) ?? new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    // Those who wait, then, when there is room, those whose turn it is not ours.
    private async Task<(IReadOnlyList<Row>, string?)> QueueAsync(AppDb db, Guid agentId, InboxAddress address, CancellationToken cancel)
    {
        var open = db.Conversations.Where(it => it.Status == ConversationStatus.Open);
        var teamId = address.View == "team" ? (await roster.ReadAsync(cancel)).TeamOf(agentId) : null;
        open = address.View switch
        {
            "mine" => open.Where(it => it.AssigneeId == agentId),
            "unassigned" => open.Where(it => it.AssigneeId == null),
            "team" => open.Where(it => it.TeamId != null && it.TeamId == teamId),
            _ => open,
        };
        open = Narrow(db, open, address);

        var begun = InboxOrder.Quiet.Owns(address.After);
        List<Row> rows = [];
        if (!begun)
        {
            rows = await InboxOrder.Waiting.TakeAsync(db, open, address.After, PageSize + 1, cancel);
            if (rows.Count > PageSize)
                return (rows[..PageSize], InboxOrder.Waiting.CursorOf(rows[PageSize - 1]));
        }

        rows.AddRange(await InboxOrder.Quiet.TakeAsync(db, open, begun ? address.After : null, PageSize + 1 - rows.Count, cancel));
        if (rows.Count <= PageSize)
            return (rows, null);

        var last = rows[PageSize - 1];
        return (rows[..PageSize], last.ReplyDueAt is null ? InboxOrder.Quiet.CursorOf(last) : InboxOrder.Quiet.Beginning);
    }

    private static async Task<(IReadOnlyList<Row>, string?)> PageAsync(AppDb db, IQueryable<Conversation> conversations, InboxOrder order, string? after, CancellationToken cancel)
    {
        var rows = await order.TakeAsync(db, conversations, after, PageSize + 1, cancel);
        return rows.Count > PageSize ? (rows[..PageSize], order.CursorOf(rows[PageSize - 1])) : (rows, null);
    }

    // The same order as the desk's own views of that state have, narrowed to what the view asks for.
    private async Task<(IReadOnlyList<Row>, string?)> SavedAsync(AppDb db, ViewEntry? view, Guid agentId, string? after, CancellationToken cancel)
    {
        if (view is null)
            return ([], null);

        var query = new ViewQuery(db, view.Filter, agentId, (await roster.ReadAsync(cancel)).TeamOf(agentId), clock.GetUtcNow());
        if (view.Filter.Words is { } words)
            return await FindAsync(db, words, after, rows => query.Narrow(query.Among(rows)), cancel);
        if (view.Filter.Status is not "open")
            return await LookedAsync(view.Filter.Status switch { "snoozed" => InboxOrder.Snoozed, "resolved" => InboxOrder.Resolved, _ => InboxOrder.Newest });

        List<Row> rows = [];
        var begun = InboxOrder.Quiet.Owns(after);
        if (!begun)
        {
            (rows, var edge) = await InboxOrder.Waiting.LookAsync(db, query.Everything, query.Narrow, after, PageSize + 1, cancel);
            if (rows.Count > PageSize)
                return (rows[..PageSize], InboxOrder.Waiting.CursorOf(rows[PageSize - 1]));
            if (edge is not null)
                return (rows, edge); // more wait, who have not been looked at
        }

        var (quiet, end) = await InboxOrder.Quiet.LookAsync(db, query.Everything, query.Narrow, begun ? after : null, PageSize + 1 - rows.Count, cancel);
        rows.AddRange(quiet);
        if (rows.Count <= PageSize)
            return (rows, end);
        var last = rows[PageSize - 1];
        return (rows[..PageSize], last.ReplyDueAt is null ? InboxOrder.Quiet.CursorOf(last) : InboxOrder.Quiet.Beginning);

        async Task<(IReadOnlyList<Row>, string?)> LookedAsync(InboxOrder order)
        {
            var (found, stopped) = await order.LookAsync(db, query.Everything, query.Narrow, after, PageSize + 1, cancel);
            return found.Count > PageSize ? (found[..PageSize], order.CursorOf(found[PageSize - 1])) : (found, stopped);
        }
    }

    private async Task<(IReadOnlyList<Row>, string?)> SearchAsync(AppDb db, InboxAddress address, CancellationToken cancel)
    {
        if (long.TryParse(address.Words!.TrimStart('#', '＃'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await InboxOrder.Any(db, db.Conversations.Where(it => it.Number == number)).FirstOrDefaultAsync(cancel) is { } exact)
            return ([exact], null);

        return await FindAsync(db, address.Words!, address.After, rows => Narrow(db, rows, address), cancel);
    }

    private async Task<(IReadOnlyList<Row>, string?)> FindAsync(AppDb db, string words, string? after, Func<IQueryable<Conversation>, IQueryable<Conversation>> narrow, CancellationToken cancel)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : (long?)null;
        var hits = await search.FindAsync(db, "message", words, PageSize * 3, before, cancel);
        List<Guid> ids = [.. hits.Select(hit => hit.Owner).Distinct()];
        if (before is null)
        {
            var people = (await search.FindAsync(db, "person", words, 10, null, cancel)).Select(hit => hit.Owner).ToList();
            if (people.Count > 0)
                ids.InsertRange(0, await db.Conversations.Where(it => people.Contains(it.PersonId)).OrderByDescending(it => it.LastMessageAt).Take(PageSize).Select(it => it.Id).ToListAsync(cancel));
        }

        return (await InOrderAsync(db, ids, narrow, cancel), hits.Count == PageSize * 3 ? hits[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task<(IReadOnlyList<Row>, string?)> MentionsAsync(AppDb db, Guid agentId, InboxAddress address, CancellationToken cancel)
    {
        var before = long.TryParse(address.After, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : (long?)null;
        var hits = await search.FindAsync(db, MentionColleague.Kind, MentionColleague.WordFor(agentId), PageSize, before, cancel);
        List<Guid> ids = [.. hits.Select(hit => hit.Owner).Distinct()];
        return (await InOrderAsync(db, ids, rows => Narrow(db, rows, address), cancel), hits.Count == PageSize ? hits[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static async Task<IReadOnlyList<Row>> InOrderAsync(AppDb db, IReadOnlyList<Guid> ids, Func<IQueryable<Conversation>, IQueryable<Conversation>> narrow, CancellationToken cancel)
    {
        var rows = await InboxOrder.Any(db, narrow(db.Conversations.Where(it => ids.Contains(it.Id)))).ToDictionaryAsync(row => row.Id, cancel);
        return [.. ids.Distinct().Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static IQueryable<Conversation> Narrow(AppDb db, IQueryable<Conversation> conversations, InboxAddress address)
    {
        if (Guid.TryParse(address.Label, out var labelId))
            conversations = conversations.Where(it => db.Set<ConversationLabel>().Any(label => label.ConversationId == it.Id && label.LabelId == labelId));
        if (Guid.TryParse(address.Inbox, out var inboxId))
            conversations = conversations.Where(it => it.InboxId == inboxId);
        return conversations;
    }

    private static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<LabelOn>>> LabelsAsync(AppDb db, IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return new Dictionary<Guid, IReadOnlyList<LabelOn>>();

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var found = await (from link in db.ConversationLabels
                           join label in db.Labels on link.LabelId equals label.Id
                           where ids.Contains(link.ConversationId)
                           orderby label.Name
                           select new { link.ConversationId, label.Name, label.Colour }).ToListAsync(cancel);
        return found.GroupBy(it => it.ConversationId).ToDictionary(group => group.Key, IReadOnlyList<LabelOn> (group) => [.. group.Select(it => new LabelOn(it.Name, it.Colour))]);
    }
}
