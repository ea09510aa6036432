using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer lets the agents see the reading of the mood, or no longer.</summary>
public static class ChangeMood
{
    public sealed record Request(bool On);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/mood", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { ConversationId: { } id } session)
                return ChatVisitor.NoConversation;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
            conversation.HideMood(!request.On);
            conversation.Log("mood.changed", VisitorActor.Of(session), clock.GetUtcNow(), new { on = request.On });
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });
    }
}
