using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>The replies of one conversation that have not been sent yet, or were stopped because the customer wrote first.</summary>
public static class ListScheduled
{
    private const int Most = 50;

    /// <param name="ToUndo">It waits only for the seconds in which it can be taken back.</param>
    public sealed record ScheduledItem(Guid Id, Guid ConversationId, ScheduledState State, string Text, DateTimeOffset SendAt, bool ToUndo, bool Resolves, Guid? AuthorId, DateTimeOffset CreatedAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/conversations/{id:guid}/scheduled", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Conversations.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("conversation.not_found").ToHttp();

                var found = await FindAsync(db, id, cancel);
                return TypedResults.Ok(new Page<ScheduledItem>(
                    [.. found.Select(it => new ScheduledItem(it.Id, it.ConversationId, it.State, it.Text, it.SendAt, it.ToUndo, it.Resolves, it.AgentId, it.CreatedAt))], null));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The replies of a conversation that wait to be sent, or were stopped because the customer wrote first")
            .Produces<Page<ScheduledItem>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    internal static Task<List<ScheduledReply>> FindAsync(AppDb db, Guid conversationId, CancellationToken cancel) =>
        db.ScheduledReplies.AsNoTracking()
            .Where(it => it.ConversationId == conversationId)
            .OrderBy(it => it.SendAt).ThenBy(it => it.Id).Take(Most).ToListAsync(cancel);
}
