using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.FollowUps;

/// <summary>Whom we mean to ask again, due soonest first; or what came of it, the last first.</summary>
public static class ListFollowUps
{
    private const string List = "follow-ups";

    public sealed record FilterQuery
    {
        /// <summary>open (when not given), done or dropped.</summary>
        public string? State { get; set; }

        /// <summary>me, team (of mine, where nobody in particular asks) or everybody (when not given).</summary>
        public string? For { get; set; }

        public Guid? ConversationId { get; set; }
    }

    /// <param name="Number">Of the conversation.</param>
    public sealed record Row(FollowUp FollowUp, long Number, Guid PersonId, string PersonName, string? Language);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/follow-ups", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(found => TypedResults.Ok(
                    new Page<FollowUpShape>([.. found.Items.Select(row => FollowUpShape.Of(row.FollowUp, clock.GetUtcNow()))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List follow-ups: open ones due soonest first, closed ones last first")
            .Produces<Page<FollowUpShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<Roster> roster)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;
            if (Choice.Of<FollowUpState>(filter.State ?? nameof(FollowUpState.Open)) is not { } state)
                return Refusal.Invalid("filter.unknown", "state");
            if (filter.For is not (null or "everybody" or "me" or "team"))
                return Refusal.Invalid("filter.unknown", "for");

            await using var db = await database.CreateDbContextAsync(cancel);
            var agentId = user.AgentId();
            var chosen = db.FollowUps.AsNoTracking().Where(it => it.State == state);
            if (filter.ConversationId is { } conversationId)
                chosen = chosen.Where(it => it.ConversationId == conversationId);
            if (filter.For is "me")
            {
                if (agentId is null)
                    return new Page<Row>([], null);
                chosen = chosen.Where(it => it.AgentId == agentId);
            }
            else if (filter.For is "team")
            {
                var teamId = agentId is { } me ? (await roster.ReadAsync(cancel)).TeamOf(me) : null;
                chosen = chosen.Where(it => it.TeamId == teamId && it.AgentId == null);
            }

            var part = state is FollowUpState.Open ? chosen.Upward(after, it => it.DueAt, it => it.Id) : chosen.Downward(after, it => it.DueAt, it => it.Id);
            var rows = from followUp in part.Take(page.Size + 1)
                       join conversation in db.Conversations.AsNoTracking() on followUp.ConversationId equals conversation.Id
                       join person in db.People.AsNoTracking() on conversation.PersonId equals person.Id
                       select new Row(followUp, conversation.Number, person.Id, person.Name, conversation.Language);
            var found = await rows.ToListAsync(cancel);
            found.Sort((one, other) => (one.FollowUp.DueAt, one.FollowUp.Id).CompareTo((other.FollowUp.DueAt, other.FollowUp.Id)) * (state is FollowUpState.Open ? 1 : -1));
            return Page.Of(found, page.Size, List, row => Place.Of(row.FollowUp.DueAt, row.FollowUp.Id), row => row);
        }

        /// <summary>How many of an agent's own and of their team's are due; counting stops at <see cref="ReadInbox.MostCounted"/>.</summary>
        public async Task<int> CountDueAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var mine = await db.FollowUps.Where(it => it.AgentId == agentId && it.State == FollowUpState.Open && it.RemindedAt != null).Take(ReadInbox.MostCounted).CountAsync(cancel);
            if ((await roster.ReadAsync(cancel)).TeamOf(agentId) is not { } teamId)
                return mine;

            return mine + await db.FollowUps.Where(it => it.TeamId == teamId && it.AgentId == null && it.State == FollowUpState.Open && it.RemindedAt != null).Take(ReadInbox.MostCounted).CountAsync(cancel);
        }
    }
}
