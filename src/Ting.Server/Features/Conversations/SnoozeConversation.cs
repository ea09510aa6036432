using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>Not now: the conversation leaves the queue and comes back by itself.</summary>
public static class SnoozeConversation
{
    public sealed record Request
    {
        public DateTimeOffset Until { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/snooze", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user, request.Until, cancel), http))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Put a conversation off until a time")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, DateTimeOffset until, CancellationToken cancel) =>
            state.HandleAsync(id, user, version: null, (db, conversation, actor, now) =>
            {
                var outcome = conversation.Snooze(until, actor, now);
                if (!outcome.IsRefused(out _, out _))
                    db.Enqueue(new WakeConversation(id, until), dueAt: until);
                return Task.FromResult(outcome);
            }, cancel);
    }
}

public sealed record WakeConversation(Guid ConversationId, DateTimeOffset Until) : IJob
{
    public static string Name => "wake-conversation";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<WakeConversation>
    {
        public Task HandleAsync(WakeConversation job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            if (conversation.Status is not ConversationStatus.Snoozed || conversation.SnoozedUntil != job.Until)
                return true; // woken by the customer or put off again

            conversation.Reopen("system", clock.GetUtcNow());
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });
    }
}
