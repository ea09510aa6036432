using System.Security.Claims;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>The matter is settled, as far as we know.</summary>
public static class ResolveConversation
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/resolve", async (Guid id, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user, cancel), http))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Resolve a conversation")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) =>
            state.HandleAsync(id, user, version: null, (_, conversation, actor, now) => Task.FromResult(conversation.Resolve(actor, now)), cancel);
    }
}
