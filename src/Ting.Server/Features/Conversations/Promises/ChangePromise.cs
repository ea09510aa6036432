using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>A promise is kept, could not be kept, was none, gets another time or another keeper; or what was said of it is taken back.</summary>
public static class ChangePromise
{
    public sealed record Request
    {
        /// <summary>open, kept, broken or dropped.</summary>
        public Given<PromiseState> State { get; set; }

        public Given<DateTimeOffset> DueAt { get; set; }

        /// <summary>Who keeps it; null for nobody in particular.</summary>
        public Given<Guid?> AgentId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/promises/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(promise => TypedResults.Ok(PromiseShape.Of(promise, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Say that a promise is kept or was not, or give it another time or another keeper")
            .Produces<PromiseShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Promise>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<Promise>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Promises.FindAsync([id], cancel) is not { } promise)
                    return Refusal.NotFound("promise.not_found");

                var now = clock.GetUtcNow();
                if (request.State.IsGiven && !Enum.IsDefined(request.State.Value)) // a form's field may hold any number
                    return Refusal.Invalid("form.choice", "state");
                if (request.DueAt.IsGiven && (request.DueAt.Value <= now || request.DueAt.Value > now + MakePromise.Longest))
                    return Refusal.Invalid("promise.when", "dueAt");
                if (request.AgentId.Value is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                    return Refusal.Invalid("agent.not_found", "agentId");

                var conversation = await db.Conversations.SingleAsync(it => it.Id == promise.ConversationId, cancel);
                if (!Apply(db, promise, conversation, request, user.Actor(), now))
                    return Refusal.Conflict("promise.closed");

                await db.SaveAsync(conversation, cancel);
                live.Publish("promises");
                live.Publish($"conversation:{conversation.Id}");
                return promise;
            });

        // Another time or keeper is for what is still open.
        private static bool Apply(AppDb db, Promise promise, Conversation conversation, Request request, string actor, DateTimeOffset now)
        {
            if (request.State is { IsGiven: true, Value: var state } && state != promise.State)
            {
                if (state is PromiseState.Open)
                    promise.Reopen(conversation, actor, now);
                else if (promise.State is PromiseState.Open)
                    promise.Close(state, conversation, actor, now);
                else
                    return false;
            }

            if (!request.DueAt.IsGiven && !request.AgentId.IsGiven)
                return true;
            if (promise.State is not PromiseState.Open)
                return false;

            var before = promise.DueAt;
            promise.Move(request.AgentId.Or(promise.AgentId), request.DueAt.IsGiven ? request.DueAt.Value.ToUniversalTime() : promise.DueAt, conversation, actor, now);
            if (promise.DueAt != before)
                db.Enqueue(new RemindPromise(promise.Id, promise.DueAt), promise.RemindAt > now ? promise.RemindAt : now);
            return true;
        }
    }
}
