using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer has seen the answers up to this one.</summary>
public static class MarkRead
{
    public sealed record Request(Guid UpTo);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/read", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { ConversationId: { } id })
                return ChatVisitor.NoConversation;

            if (await db.Messages.Where(it => it.Id == request.UpTo && it.ConversationId == id).Select(it => (DateTimeOffset?)it.At).FirstOrDefaultAsync(cancel) is not { } at)
                return Refusal.NotFound("chat.message_not_found");

            var changed = await db.WriteAsync(inside => db.Messages
                .Where(it => it.ConversationId == id && it.Kind == MessageKind.Reply && it.At <= at && (it.Delivery == Delivery.Pending || it.Delivery == Delivery.Sent))
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.Delivery, Delivery.Read), inside), cancel);
            if (changed > 0)
                live.Publish($"conversation:{id}");
            return true;
        }
    }
}
