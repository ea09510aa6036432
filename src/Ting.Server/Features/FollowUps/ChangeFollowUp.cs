using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.FollowUps;

/// <summary>The customer was asked, need not be, or is asked at another time or by somebody else. Everybody changes their own and what is their team's; who leads the desk changes any.</summary>
public static class ChangeFollowUp
{
    public sealed record Request
    {
        /// <summary>open, done or dropped.</summary>
        public Given<FollowUpState> State { get; set; }

        /// <summary>What the customer said.</summary>
        [StringLength(FollowUp.MostResult)]
        public string? Result { get; set; }

        public Given<DateTimeOffset> DueAt { get; set; }
        public Given<Guid?> AgentId { get; set; }
        public Given<Guid?> TeamId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/follow-ups/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(it => TypedResults.Ok(FollowUpShape.Of(it, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Say what came of a follow-up, or give it another time or another agent")
            .Produces<FollowUpShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<Roster> roster, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<FollowUp>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<FollowUp>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await Mine(db.FollowUps, user, (await roster.ReadAsync(cancel)).TeamOf(user.AgentId() ?? Guid.Empty)).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } followUp)
                    return Refusal.NotFound("followup.not_found");

                var now = clock.GetUtcNow();
                if (request.State.IsGiven && !Enum.IsDefined(request.State.Value)) // a form's field may hold any number
                    return Refusal.Invalid("form.choice", "state");
                if (request.Result?.Length > FollowUp.MostResult)
                    return Refusal.Invalid("form.too_long", "result");
                if (request.DueAt.IsGiven && (request.DueAt.Value <= now || request.DueAt.Value > now + MakeFollowUp.Longest))
                    return Refusal.Invalid("followup.when", "dueAt");
                if (await MakeFollowUp.CheckAsync(db, request.AgentId.Value, request.TeamId.Value, cancel) is { } refusal)
                    return refusal;

                var conversation = await db.Conversations.SingleAsync(it => it.Id == followUp.ConversationId, cancel);
                if (!Apply(db, followUp, conversation, request, user.Actor(), now))
                    return Refusal.Conflict("followup.closed");

                await db.SaveAsync(conversation, cancel);
                live.Publish("followups");
                live.Publish($"conversation:{conversation.Id}");
                return followUp;
            });

        /// <summary>Those that somebody may change.</summary>
        internal static IQueryable<FollowUp> Mine(IQueryable<FollowUp> all, ClaimsPrincipal user, Guid? teamId)
        {
            if (user.May(Permission.SeeInsights))
                return all;

            var agentId = user.AgentId();
            return all.Where(it => (it.AgentId != null && it.AgentId == agentId) || (it.AgentId == null && (it.TeamId == null || it.TeamId == teamId)));
        }

        // Another time or another agent is for what is still open.
        private static bool Apply(AppDb db, FollowUp followUp, Conversation conversation, Request request, string actor, DateTimeOffset now)
        {
            if (request.State is { IsGiven: true, Value: var state } && state != followUp.State)
            {
                if (state is FollowUpState.Open)
                    followUp.Reopen(conversation, actor, now);
                else if (followUp.State is FollowUpState.Open)
                    followUp.Close(state, request.Result ?? "", conversation, actor, now);
                else
                    return false;
            }

            if (!request.DueAt.IsGiven && !request.AgentId.IsGiven && !request.TeamId.IsGiven)
                return true;
            if (followUp.State is not FollowUpState.Open)
                return false;

            var before = followUp.DueAt;
            followUp.Move(request.AgentId.Or(followUp.AgentId), request.TeamId.Or(followUp.TeamId), request.DueAt.IsGiven ? request.DueAt.Value.ToUniversalTime() : before, conversation, actor, now);
            if (followUp.DueAt != before)
                db.Enqueue(new RemindFollowUp(followUp.Id, followUp.DueAt), followUp.DueAt);
            return true;
        }
    }
}
