using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.FollowUps;

/// <summary>Somebody means to ask a customer again.</summary>
public static class MakeFollowUp
{
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(2 * 366);

    public sealed record Request
    {
        /// <summary>What to ask.</summary>
        [Required, StringLength(FollowUp.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        public DateTimeOffset DueAt { get; set; }

        /// <summary>Who asks; whoever plans it when neither an agent nor a team is given.</summary>
        public Guid? AgentId { get; set; }

        public Guid? TeamId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/follow-ups", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/follow-ups/{it.Id}", FollowUpShape.Of(it, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Plan to ask a customer again once the matter is over")
            .Produces<FollowUpShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<FollowUp>> HandleAsync(Guid conversationId, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > FollowUp.MostCharacters)
                return Refusal.Invalid("followup.what", "text");
            var now = clock.GetUtcNow();
            if (request.DueAt <= now || request.DueAt > now + Longest)
                return Refusal.Invalid("followup.when", "dueAt");

            return await Attempts.OnConflictAsync<Outcome<FollowUp>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                    return Refusal.NotFound("conversation.not_found");
                if (await CheckAsync(db, request.AgentId, request.TeamId, cancel) is { } refusal)
                    return refusal;

                var agentId = request is { AgentId: null, TeamId: null } ? user.AgentId() : request.AgentId;
                var followUp = new FollowUp(conversation, request.Text, agentId, request.TeamId, request.DueAt.ToUniversalTime(), ruleId: null, user.Actor(), now);
                RemindFollowUp.Keep(db, followUp);
                await db.SaveAsync(conversation, cancel);
                live.Publish("followups");
                live.Publish($"conversation:{conversationId}");
                return followUp;
            });
        }
    }

    internal static async Task<Refusal?> CheckAsync(AppDb db, Guid? agentId, Guid? teamId, CancellationToken cancel)
    {
        if (agentId is { } agent && !await db.Agents.AnyAsync(it => it.Id == agent && it.Active, cancel))
            return Refusal.Invalid("agent.not_found", "agentId");
        return teamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel) ? Refusal.Invalid("team.not_found", "teamId") : null;
    }
}
