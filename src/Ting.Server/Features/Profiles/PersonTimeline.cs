using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>What happened with one person, over all their conversations, newest first.</summary>
public static class PersonTimeline
{
    private const string List = "timeline";

    /// <param name="ConversationNumber">Null for what happened to the record itself.</param>
    public sealed record Item(long Position, Guid? ConversationId, long? ConversationNumber, int Sequence, string Type, DateTimeOffset At, string Actor, RawJson Data);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/people/{id:guid}/timeline", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(List).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                var conversations = db.Conversations.Where(it => it.PersonId == id).Select(it => it.Id);
                var before = after.IsStart ? long.MaxValue : after.Number;
                var found = await db.Events.AsNoTracking()
                    .Where(line => line.Position < before
                        && (line.Stream == id || conversations.Contains(line.Stream)))
                    .OrderByDescending(line => line.Position).Take(page.Size + 1).ToListAsync(cancel);
                var streams = found.Where(line => line.StreamKind == Conversation.StreamKind).Select(line => line.Stream).Distinct().ToArray();
                var numbers = await db.Conversations.Where(it => streams.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Number, cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, List, line => Place.Of(line.Position), line => ItemOf(line, numbers)));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What happened with a person, newest first")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Item ItemOf(LoggedEvent line, Dictionary<Guid, long> numbers)
    {
        long? number = numbers.TryGetValue(line.Stream, out var known) ? known : null;
        return new Item(line.Position, number is null ? null : line.Stream, number, line.Sequence, line.Type, line.At, line.Actor, new RawJson(line.Data));
    }
}
