using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>Gives a conversation to a person, a team, both or nobody.</summary>
public static class AssignConversation
{
    public sealed record Request
    {
        public Guid? AssigneeId { get; set; }
        public Guid? TeamId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/assign", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user, request, cancel), http))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Assign a conversation to an agent, a team, both or nobody")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel) =>
            state.HandleAsync(id, user, version: null, async (db, conversation, actor, now) =>
            {
                if (request.AssigneeId is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                    return Refusal.NotFound("agent.not_found");
                if (request.TeamId is { } teamId && !await db.Teams.AnyAsync(team => team.Id == teamId, cancel))
                    return Refusal.NotFound("team.not_found");

                conversation.Assign(request.AssigneeId, request.TeamId, actor, "by-hand", now);
                return true;
            }, cancel);
    }
}
