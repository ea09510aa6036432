using Microsoft.EntityFrameworkCore;
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
        public async Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { } session)
                return ChatVisitor.NoConversation;

            session.LetMood(request.On);
            await db.SaveChangesAsync(cancel);
            if (session.ConversationId is { } id)
                live.Publish($"conversation:{id}");
            return true;
        }
    }
}
