using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>A promise is written down by hand: made on the telephone, or in words that were not understood.</summary>
public static class MakePromise
{
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(3 * 366);

    public sealed record Request
    {
        [Required, StringLength(Promise.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        public DateTimeOffset DueAt { get; set; }

        /// <summary>Who keeps it; whoever writes it down when not given.</summary>
        public Guid? AgentId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/promises", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(promise => TypedResults.Created($"/api/v1/promises/{promise.Id}", PromiseShape.Of(promise, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Write down what was promised to a customer, by when and by whom")
            .Produces<PromiseShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Promise>> HandleAsync(Guid conversationId, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > Promise.MostCharacters)
                return Refusal.Invalid("promise.what", "text");
            var now = clock.GetUtcNow();
            if (request.DueAt <= now || request.DueAt > now + Longest)
                return Refusal.Invalid("promise.when", "dueAt");

            return await Attempts.OnConflictAsync<Outcome<Promise>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                    return Refusal.NotFound("conversation.not_found");
                if (request.AgentId is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                    return Refusal.Invalid("agent.not_found", "agentId");

                var promise = new Promise(conversation, messageId: null, request.AgentId ?? user.AgentId(), request.Text.Trim(), request.DueAt.ToUniversalTime(), user.Actor(), now);
                FindPromise.Keep(db, promise);
                await db.SaveAsync(conversation, cancel);
                live.Publish("promises");
                live.Publish($"conversation:{conversationId}");
                return promise;
            });
        }
    }
}
