using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations.Visibility;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>Conversations, those with the newest message first.</summary>
public static class ListConversations
{
    private const string List = "conversations";

    public sealed record FilterQuery
    {
        /// <summary>open, snoozed or resolved.</summary>
        public string? Status { get; set; }

        /// <summary>An agent's id, none or me.</summary>
        public string? Assignee { get; set; }

        /// <summary>A team's id or none.</summary>
        public string? Team { get; set; }

        /// <summary>Key or id of an inbox.</summary>
        public string? Inbox { get; set; }

        /// <summary>Name or id of a label.</summary>
        public string? Label { get; set; }

        /// <summary>soon (near or past) or over: by the promises of service levels.</summary>
        public string? Due { get; set; }

        /// <summary>mine, unassigned, team, waiting, due, all, snoozed or resolved.</summary>
        public string? View { get; set; }

        public Guid? PersonId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/conversations", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List conversations, newest message first")
            .Produces<Page<ConversationShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Page<ConversationShape>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if ((await ChosenAsync(db, filter, user, clock.GetUtcNow(), cancel)).IsRefused(out refusal, out var chosen))
                return refusal;

            var found = await TakeAsync(db, chosen, after, page.Size + 1, cancel);
            var labels = await LabelsOf.FindAsync(db, [.. found.Select(it => it.Id)], cancel);
            return Page.Of(found, page.Size, List, it => Place.Of(it.LastMessageAt, it.Id), it => ConversationShape.Of(it, labels[it.Id]));
        }
    }

    private static async Task<List<Conversation>> TakeAsync(AppDb db, IQueryable<Conversation> chosen, Place after, int most, CancellationToken cancel)
    {
        if (db is not SeenDb seen)
            return await Ordered(chosen, after).Take(most).ToListAsync(cancel);

        List<Conversation> found = [];
        foreach (var part in seen.Parts(chosen))
            found.AddRange(await Ordered(part, after).Take(most).ToListAsync(cancel));
        return [.. found.OrderByDescending(it => it.LastMessageAt).ThenByDescending(it => it.Id).Take(most)];
    }

    internal static IQueryable<Conversation> Ordered(IQueryable<Conversation> rows, Place after) => rows.Downward(after, it => it.LastMessageAt, it => it.Id);

    private static async Task<Outcome<IQueryable<Conversation>>> ChosenAsync(AppDb db, FilterQuery filter, ClaimsPrincipal user, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = db.Conversations.AsNoTracking();
        if (filter.View is { } view)
        {
            if ((await InViewAsync(db, rows, view, user, cancel)).IsRefused(out var unknown, out rows))
                return unknown;
        }

        if (filter.Status is { } word)
        {
            if (Choice.Of<ConversationStatus>(word) is not { } status)
                return Refusal.Invalid("filter.unknown", "status");
            rows = rows.Where(it => it.Status == status);
        }

        if (filter.Due is { } due)
        {
            if (due is not ("soon" or "over"))
                return Refusal.Invalid("filter.unknown", "due");
            rows = rows.Where(it => it.Status == ConversationStatus.Open);
            rows = due == "over" ? rows.Where(it => it.DueAt <= now) : rows.Where(it => it.DueSoonAt <= now);
        }

        if (filter.Assignee is { } assignee)
        {
            Guid? agentId = assignee switch { "me" => user.AgentId(), _ => Guid.TryParse(assignee, out var given) ? given : null };
            if (agentId is null && assignee is not "none")
                return Refusal.Invalid("filter.unknown", "assignee");
            rows = rows.Where(it => it.AssigneeId == agentId);
        }

        if (filter.Team is { } team)
        {
            Guid? teamId = Guid.TryParse(team, out var given) ? given : null;
            if (teamId is null && team is not "none")
                return Refusal.Invalid("filter.unknown", "team");
            rows = rows.Where(it => it.TeamId == teamId);
        }

        if (filter.Inbox is { } keyOrId)
        {
            if (await InboxFinder.FindAsync(db, keyOrId, cancel) is not { Id: var inboxId })
                return Refusal.Invalid("filter.unknown", "inbox");
            rows = rows.Where(it => it.InboxId == inboxId);
        }

        if (filter.PersonId is { } personId)
            rows = rows.Where(it => it.PersonId == personId);

        if (filter.Label is { } nameOrId)
        {
            var labels = Guid.TryParse(nameOrId, out var given) ? db.Labels.Where(label => label.Id == given) : db.Labels.Where(label => label.Name == nameOrId);
            if (await labels.Select(label => (Guid?)label.Id).FirstOrDefaultAsync(cancel) is not { } labelId)
                return Refusal.Invalid("filter.unknown", "label");
            var links = db.ConversationLabels;
            rows = rows.Where(it => links.Any(link => link.ConversationId == it.Id && link.LabelId == labelId));
        }

        return Outcome.Of(rows);
    }

    private static async Task<Outcome<IQueryable<Conversation>>> InViewAsync(AppDb db, IQueryable<Conversation> rows, string view, ClaimsPrincipal user, CancellationToken cancel)
    {
        var open = rows.Where(it => it.Status == ConversationStatus.Open);
        var me = user.AgentId();
        switch (view)
        {
            case "mine" when me is not null:
                return Outcome.Of(open.Where(it => it.AssigneeId == me));
            case "unassigned":
                return Outcome.Of(open.Where(it => it.AssigneeId == null));
            case "team" when me is not null:
                var team = await db.Agents.Where(agent => agent.Id == me).Select(agent => agent.TeamId).FirstOrDefaultAsync(cancel);
                return Outcome.Of(open.Where(it => it.TeamId == team && it.TeamId != null));
            case "waiting":
                return Outcome.Of(open.Where(it => it.WaitingSince != null));
            case "due":
                return Outcome.Of(open.Where(it => it.DueAt != null));
            case "all":
                return Outcome.Of(open);
            case "snoozed":
                return Outcome.Of(rows.Where(it => it.Status == ConversationStatus.Snoozed));
            case "resolved":
                return Outcome.Of(rows.Where(it => it.Status == ConversationStatus.Resolved));
            default:
                return Refusal.Invalid("filter.unknown", "view");
        }
    }
}
