using System.Security.Claims;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>Who leads the desk goes on with a conversation themselves, whoever has it.</summary>
public static class TakeOverConversation
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/take-over", async (Guid id, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user, cancel), http))
            .RequireAuthorization(Permission.Assign, Permission.SeeInsights)
            .WithSummary("Take a conversation over from whoever has it; for agents who lead the desk")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) =>
            state.HandleAsync(id, user, version: null, (_, conversation, actor, now) => Task.FromResult<Outcome<bool>>(
                user.AgentId() is { } agentId ? conversation.TakeOver(agentId, actor, now) : Refusal.Conflict("conversation.only_agents")), cancel);
    }
}
