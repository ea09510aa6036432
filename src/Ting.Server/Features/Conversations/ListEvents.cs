using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What happened to one conversation, without gaps: who remembers the last sequence misses nothing.</summary>
public static class ListEvents
{
    private const string List = "events";

    public sealed record Item(int Sequence, string Type, DateTimeOffset At, string Actor, RawJson Data)
    {
        internal static Item Of(LoggedEvent line) => new(line.Sequence, line.Type, line.At, line.Actor, new RawJson(line.Data));
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/conversations/{id:guid}/events", async (
                Guid id, [Description("Only events after this sequence.")] int? after, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(List).IsRefused(out var refusal, out var place))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Conversations.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("conversation.not_found").ToHttp();

                var from = Math.Max(after ?? 0, place.Number);
                var found = await db.Events.AsNoTracking().Where(line => line.Stream == id && line.Sequence > from).OrderBy(line => line.Sequence).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, List, line => Place.Of(line.Sequence), Item.Of));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What happened to a conversation, in order and without gaps")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
