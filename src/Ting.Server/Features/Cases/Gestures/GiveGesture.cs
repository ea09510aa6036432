using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>
/// A gesture for what went wrong (CONF-03): given at once within one's authority and the month's budget, else asked for with a reason.
/// No proof is asked of the customer: trust is the default (VAL-07).
/// </summary>
public static class GiveGesture
{
    public sealed record Request
    {
        public Guid GestureId { get; set; }

        /// <summary>In the currency of the workspace.</summary>
        public decimal Amount { get; set; }

        /// <summary>Needed when it goes beyond one's authority or the budget.</summary>
        [StringLength(GivenGesture.MostReason)]
        public string? Reason { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/{id:guid}/gestures", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(given => TypedResults.Created($"/api/v1/cases/{id}", GivenShape.Of(given.Gesture, given.Currency))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Give a gesture within one's authority, or ask for one beyond it")
            .Produces<GivenShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Given(GivenGesture Gesture, string Currency);

    public sealed class Handler(SaveCase cases)
    {
        public async Task<Outcome<Given>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (request.Reason is { Length: > GivenGesture.MostReason })
                return Refusal.Invalid("gesture.reason_long", "reason");

            Given? result = null;
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (!matter.IsOpen)
                    return Refusal.Conflict("case.closed");
                if (await db.Goodwill.SingleOrDefaultAsync(cancel) is not { } goodwill)
                    return Refusal.Conflict("gesture.no_budget");
                if (await db.Gestures.SingleOrDefaultAsync(it => it.Id == request.GestureId && it.Active, cancel) is not { } gesture)
                    return Refusal.Invalid("gesture.not_found", "gestureId");
                if (Currency.ToSmallest(request.Amount, goodwill.Currency) is not { } amount || (amount == 0 && gesture.Kind is not GestureKind.Apology))
                    return Refusal.Invalid("gesture.amount", "amount");

                var actor = user.Actor();
                var given = new GivenGesture(matter, gesture, amount, request.Reason?.Trim() ?? "", actor, now);
                var month = await Authority.MonthAsync(db, now, cancel);
                if (amount <= await Authority.OfAsync(db, gesture.Id, user.Role(), cancel) && month.TryTake(amount, goodwill.Budget))
                    given.Give(matter, month.Month, "", actor, now);
                else if (given.Reason.Length == 0)
                    return Refusal.Conflict("gesture.needs_reason");
                else
                    given.Ask(matter, now);

                db.GivenGestures.Add(given);
                result = new Given(given, goodwill.Currency);
                return null;
            }, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal : result!;
        }
    }
}

/// <summary>How far somebody may go, and what is left this month.</summary>
internal static class Authority
{
    /// <returns>Below zero for a role that may give none of it.</returns>
    public static async Task<long> OfAsync(AppDb db, Guid gestureId, AgentRole role, CancellationToken cancel) =>
        await db.GestureLimits.Where(it => it.GestureId == gestureId && it.Role == role).Select(it => (long?)it.Most).SingleOrDefaultAsync(cancel) ?? -1;

    /// <summary>The month's one row, which is made with the save when it is not there yet.</summary>
    public static async Task<GoodwillMonth> MonthAsync(AppDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var name = GoodwillMonth.Of(now);
        return await db.GoodwillMonths.SingleOrDefaultAsync(it => it.Month == name, cancel) ?? db.GoodwillMonths.Add(new GoodwillMonth(name)).Entity;
    }
}
