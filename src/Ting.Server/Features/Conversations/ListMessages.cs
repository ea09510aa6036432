using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What was said in one conversation, oldest first.</summary>
public static class ListMessages
{
    private const string List = "messages";

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/conversations/{id:guid}/messages", async (Guid id, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The messages of a conversation, oldest first, with what was understood of them")
            .Produces<Page<MessageShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Page<MessageShape>>> HandleAsync(Guid conversationId, PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.Where(it => it.Id == conversationId).Select(it => (Guid?)it.PersonId).FirstOrDefaultAsync(cancel) is not { } personId)
                return Refusal.NotFound("conversation.not_found");

            var found = await Ordered(db, conversationId, after).Take(page.Size + 1).ToListAsync(cancel);
            var part = Page.Of(found, page.Size, List, it => Place.Of(it.At, it.Id), it => it);
            return new Page<MessageShape>(await MessageShape.OfAsync(db, personId, part.Items, cancel), part.NextCursor);
        }
    }

    internal static IQueryable<Message> Ordered(AppDb db, Guid conversationId, Place after) =>
        db.Messages.AsNoTracking().Where(it => it.ConversationId == conversationId).Upward(after, it => it.At, it => it.Id);
}
