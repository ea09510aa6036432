using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>Another conversation of the same person belongs to the case, or does not after all.</summary>
public static class LinkConversation
{
    public sealed record Request(Guid ConversationId);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/conversations", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request.ConversationId, user, cancel)).ToHttp(matter => TypedResults.Ok(CaseShape.Of(matter, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Add a conversation of the same person to a case")
            .Produces<CaseShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapDelete("/cases/{id:guid}/conversations/{conversationId:guid}", async (Guid id, Guid conversationId, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, conversationId, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Take a conversation out of a case")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(SaveCase cases, LiveFeed live)
    {
        public async Task<Outcome<Case>> HandleAsync(Guid id, Guid conversationId, ClaimsPrincipal user, CancellationToken cancel)
        {
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                    return Refusal.NotFound("conversation.not_found");
                if (conversation.Status is ConversationStatus.Merged)
                    return Refusal.Conflict("conversation.merged");
                if (conversation.PersonId != matter.PersonId)
                    return Refusal.Conflict("case.other_person");
                if (await db.CaseConversations.AnyAsync(it => it.CaseId == id && it.ConversationId == conversationId, cancel))
                    return null;

                db.CaseConversations.Add(new CaseConversation(id, conversationId, now));
                matter.Log("case.linked", user.Actor(), now, new { conversationId });
                return null;
            }, cancel);
            live.Publish($"conversation:{conversationId}");
            return outcome;
        }

        public async Task<Outcome<Case>> RemoveAsync(Guid id, Guid conversationId, ClaimsPrincipal user, CancellationToken cancel)
        {
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (await db.CaseConversations.FindAsync([id, conversationId], cancel) is not { } link)
                    return Refusal.NotFound("case.not_linked");

                db.CaseConversations.Remove(link);
                matter.Log("case.unlinked", user.Actor(), now, new { conversationId });
                return null;
            }, cancel);
            live.Publish($"conversation:{conversationId}");
            return outcome;
        }
    }
}
