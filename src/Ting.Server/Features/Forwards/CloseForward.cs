using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Forwards;

/// <summary>A link is withdrawn: from now on it shows nothing and takes no answer. Also the list of what was forwarded.</summary>
public static class CloseForward
{
    private const string List = "forwards";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/forwards/{id:guid}", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Withdraw a link that was given to somebody outside")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/conversations/{id:guid}/forwards", async (Guid id, [AsParameters] PageQuery page, HttpContext http, IDbContextFactory<AppDb> database, ForwardLink links, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Conversations.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("conversation.not_found").ToHttp();
                var now = clock.GetUtcNow();
                return (await Page.OldestFirstAsync(await ForwardsOf.ConversationAsync(db, id, cancel), it => it.Id, page, List, cancel))
                    .ToHttp(part => TypedResults.Ok(new Page<ForwardShape>([.. part.Items.Select(it => ForwardShape.Of(it, links, ForwardLink.OriginOf(http.Request), now))], part.NextCursor)));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What of a conversation, and of those it has taken in, was shown to somebody outside")
            .Produces<Page<ForwardShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Forwards.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } forward || await db.Conversations.SingleOrDefaultAsync(it => it.Id == forward.ConversationId, cancel) is not { } conversation)
                return Refusal.NotFound("forward.not_found");
            if (forward.ClosedAt is not null)
                return true;

            var now = clock.GetUtcNow();
            forward.Close(now);
            conversation.Log("forward.closed", user.Actor(), now, new { forwardId = forward.Id, name = forward.Name });
            await db.SaveAsync(conversation, cancel);
            live.Publish($"conversation:{conversation.Id}");
            return true;
        });
    }
}
