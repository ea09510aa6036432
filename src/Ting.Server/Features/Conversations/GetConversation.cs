using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>One conversation as it stands.</summary>
public static class GetConversation
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/conversations/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, ConversationAnswer answer, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Conversations.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancel) is { } conversation
                    ? await answer.OfAsync(conversation, http)
                    : Refusal.NotFound("conversation.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One conversation")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
