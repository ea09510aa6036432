using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer is writing. Nothing is stored; open screens of the conversation are told.</summary>
public static class TellTyping
{
    public sealed record Request(bool On);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/typing", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { ConversationId: { } id })
                return ChatVisitor.NoConversation;

            live.Publish(new Notice($"conversation:{id}", "typing", JsonSerializer.Serialize(new { from = "customer", on = request.On })));
            return true;
        }
    }
}
