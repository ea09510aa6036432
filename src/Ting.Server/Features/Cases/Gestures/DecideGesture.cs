using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>Whoever leads approves or refuses a gesture that a colleague asked for: never one's own, never beyond one's own authority or the month's budget.</summary>
public static class DecideGesture
{
    public sealed record Request
    {
        public bool Approve { get; set; }

        /// <summary>Needed to refuse.</summary>
        [StringLength(GivenGesture.MostReason)]
        public string? Answer { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/gestures/{givenId:guid}/decide", async (Guid givenId, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(givenId, user, request, cancel)).ToHttp(given => TypedResults.Ok(GivenShape.Of(given.Gesture, given.Currency))))
            .RequireAuthorization(Permission.LeadCases)
            .WithSummary("Approve or refuse a gesture that was asked for")
            .Produces<GivenShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(SaveCase cases, IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<GiveGesture.Given>> HandleAsync(Guid givenId, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            var answer = request.Answer?.Trim() ?? "";
            if (answer.Length > GivenGesture.MostReason)
                return Refusal.Invalid("gesture.reason_long", "answer");
            if (!request.Approve && answer.Length == 0)
                return Refusal.Invalid("gesture.refuse_why", "answer");

            Guid caseId;
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                if (await db.GivenGestures.AsNoTracking().SingleOrDefaultAsync(it => it.Id == givenId, cancel) is not { } known)
                    return Refusal.NotFound("gesture.not_asked");
                caseId = known.CaseId;
            }

            GiveGesture.Given? result = null;
            var outcome = await cases.HandleAsync(caseId, version: null, async (db, matter, now) =>
            {
                var given = await db.GivenGestures.SingleAsync(it => it.Id == givenId, cancel);
                if (given.State is not GestureState.Asked)
                    return Refusal.Conflict("gesture.decided");
                var actor = user.Actor();
                if (given.AskedBy == actor)
                    return Refusal.Forbidden("gesture.own");

                var goodwill = await db.Goodwill.SingleAsync(cancel);
                if (!request.Approve)
                    given.Refuse(matter, answer, actor, now);
                else if (given.Amount > await Authority.OfAsync(db, given.GestureId, user.Role(), cancel))
                    return Refusal.Forbidden("gesture.beyond_you");
                else
                {
                    var month = await Authority.MonthAsync(db, now, cancel);
                    if (!month.TryTake(given.Amount, goodwill.Budget))
                        return Refusal.Conflict("gesture.budget");
                    given.Give(matter, month.Month, answer, actor, now);
                }

                result = new GiveGesture.Given(given, goodwill.Currency);
                return null;
            }, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal : result!;
        }
    }
}
