using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations.Handovers;

/// <summary>Somebody else goes on with it: they get the reason and what they must know, so that the customer need not begin again (OMNI-03).</summary>
public static class HandOverConversation
{
    public sealed record Request
    {
        public Guid? AgentId { get; set; }
        public Guid? TeamId { get; set; }

        /// <summary>Why, and what is to be done.</summary>
        [Required, StringLength(2000, MinimumLength = 1)]
        public string Note { get; set; } = "";
    }

    /// <param name="By">The agent who handed it over; null when a program did.</param>
    /// <param name="Transfer">1 for the first time that this conversation was handed over.</param>
    public sealed record HandoverItem(Guid Id, Guid ConversationId, Guid? By, Guid? FromAgentId, Guid? AgentId, Guid? TeamId, string Note, HandoverCard Card, int Transfer, DateTimeOffset At);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/conversations/{id:guid}/handover", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(item => TypedResults.Created($"/api/v1/conversations/{id}/handovers", item)))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Hand a conversation over to an agent or a team, with the reason; the card for them is in the customer's own words")
            .Produces<HandoverItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapGet("/conversations/{id:guid}/handovers", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Conversations.AnyAsync(it => it.Id == id, cancel)
                    ? TypedResults.Ok(new Page<HandoverItem>(await FindAsync(db, id, cancel), null))
                    : Refusal.NotFound("conversation.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("How often and why a conversation was handed over, newest first")
            .Produces<Page<HandoverItem>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<IReadOnlyList<HandoverItem>> FindAsync(AppDb db, Guid conversationId, CancellationToken cancel, int most = 50)
    {
        var found = await (from it in db.Handovers.AsNoTracking()
                           where it.ConversationId == conversationId
                           orderby it.At descending, it.Transfer descending
                           select new { Handover = it, Note = db.Set<Message>().Where(note => note.Id == it.NoteId).Select(note => note.Text).FirstOrDefault() }).Take(most).ToListAsync(cancel);
        return [.. found.Select(it => Of(it.Handover, it.Note ?? ""))];
    }

    private static HandoverItem Of(Handover it, string note) => new(it.Id, it.ConversationId, it.By, it.FromAgentId, it.ToAgentId, it.ToTeamId, note, it.ReadCard(), it.Transfer, it.At);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<HandoverItem>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Note))
                return Refusal.Invalid("handover.why", "note");
            if (request.AgentId is null && request.TeamId is null)
                return Refusal.Invalid("handover.to_whom", "agentId");

            return await Attempts.OnConflictAsync(() => TryAsync(id, user, request, cancel));
        }

        private async Task<Outcome<HandoverItem>> TryAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");
            if (request.AgentId is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                return Refusal.NotFound("agent.not_found");
            if (request.TeamId is { } teamId && !await db.Teams.AnyAsync(team => team.Id == teamId, cancel))
                return Refusal.NotFound("team.not_found");
            if ((request.AgentId, request.TeamId ?? conversation.TeamId) == (conversation.AssigneeId, conversation.TeamId))
                return Refusal.Conflict("handover.same");

            var (now, from) = (clock.GetUtcNow(), conversation.AssigneeId);
            var note = conversation.Note(user.AgentId(), user.Actor(), request.Note.Trim(), now);
            conversation.HandOver(request.AgentId, request.TeamId ?? conversation.TeamId, note.Id, user.Actor(), now);
            var handover = new Handover(conversation, from, note, await HandoverCard.OfAsync(db, conversation, cancel), user.Actor(), now);
            db.Messages.Add(note);
            db.Handovers.Add(handover);
            db.AddNumbered(new SearchDocument("message", conversation.Id, note.Id, note.Text));
            await db.SaveAsync(conversation, cancel);

            Intake.Announce(live, conversation);
            return Of(handover, note.Text);
        }
    }
}
