using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>What is still promised, due soonest first; or what is over, the last first.</summary>
public static class ListPromises
{
    private const string List = "promises";

    public sealed record FilterQuery
    {
        /// <summary>open (when not given), kept, broken or dropped.</summary>
        public string? State { get; set; }

        /// <summary>An agent's id, none or me.</summary>
        public string? Agent { get; set; }

        public Guid? ConversationId { get; set; }
    }

    /// <param name="Number">Of the conversation.</param>
    public sealed record Row(Promise Promise, long Number, string PersonName, string? Language);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/promises", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(found => TypedResults.Ok(
                    new Page<PromiseShape>([.. found.Items.Select(row => PromiseShape.Of(row.Promise, clock.GetUtcNow()))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List what was promised to customers: open promises due soonest first, closed ones last first")
            .Produces<Page<PromiseShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;
            if (Choice.Of<PromiseState>(filter.State ?? nameof(PromiseState.Open)) is not { } state)
                return Refusal.Invalid("filter.unknown", "state");

            await using var db = await database.CreateDbContextAsync(cancel);
            var chosen = db.Promises.AsNoTracking().Where(it => it.State == state);
            if (filter.Agent is { } agent)
            {
                Guid? agentId = agent is "me" ? user.AgentId() : Guid.TryParse(agent, out var given) ? given : null;
                if (agentId is null && agent is not "none")
                    return Refusal.Invalid("filter.unknown", "agent");
                chosen = chosen.Where(it => it.AgentId == agentId);
            }

            if (filter.ConversationId is { } conversationId)
                chosen = chosen.Where(it => it.ConversationId == conversationId);

            // What is open is due soonest first; of what is over, the last comes first. A join keeps no order.
            var part = state is PromiseState.Open ? chosen.Upward(after, it => it.DueAt, it => it.Id) : chosen.Downward(after, it => it.DueAt, it => it.Id);
            var rows = from promise in part.Take(page.Size + 1)
                       join conversation in db.Conversations.AsNoTracking() on promise.ConversationId equals conversation.Id
                       join person in db.People.AsNoTracking() on conversation.PersonId equals person.Id
                       select new Row(promise, conversation.Number, person.Name, conversation.Language);
            var found = await rows.ToListAsync(cancel);
            found.Sort((one, other) => (one.Promise.DueAt, one.Promise.Id).CompareTo((other.Promise.DueAt, other.Promise.Id)) * (state is PromiseState.Open ? 1 : -1));
            return Page.Of(found, page.Size, List, row => Place.Of(row.Promise.DueAt, row.Promise.Id), row => row);
        }

        /// <summary>How many of an agent's open promises are near their time or past it; counting stops at <see cref="ReadInbox.MostCounted"/>.</summary>
        public async Task<int> CountDueAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Promises.Where(it => it.AgentId == agentId && it.State == PromiseState.Open && it.RemindedAt != null).Take(ReadInbox.MostCounted).CountAsync(cancel);
        }
    }
}
