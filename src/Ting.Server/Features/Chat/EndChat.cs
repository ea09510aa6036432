using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer has what was needed, and says so.</summary>
public static class EndChat
{
    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/end", async (ChatVisitor visitor, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(visitor, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SessionAsync(visitor, now, cancel) is not { ConversationId: { } id })
                return ChatVisitor.NoConversation;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
            if (conversation.Resolve("customer", now).IsRefused(out _, out _))
                return true; // over already

            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });
    }
}
