using System.Security.Claims;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>Somebody says how a case stands at one item of its checklists: the seven rights (PROB-03), or those of its phase (CRM-10).</summary>
public static class MarkCheck
{
    public sealed record Request(CheckVerdict Verdict);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/cases/{id:guid}/checks/{item}", async (Guid id, string item, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, item, request.Verdict, user, cancel)).ToHttp(check => TypedResults.Ok(new CheckShape(check.Item, check.Verdict, check.Actor, check.At))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Say how a case stands at an item of its checklist: open, met, notMet, notNeeded")
            .Produces<CheckShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(SaveCase cases)
    {
        public async Task<Outcome<CaseCheck>> HandleAsync(Guid id, string item, CheckVerdict verdict, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (!CaseChecklist.Knows(item))
                return Refusal.NotFound("case.no_check");
            if (!Enum.IsDefined(verdict))
                return Refusal.Invalid("form.choice", "verdict");

            CaseCheck? check = null;
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                check = await db.CaseChecks.FindAsync([id, item], cancel) ?? db.CaseChecks.Add(new CaseCheck(id, item)).Entity;
                if (check.Verdict == verdict && check.Actor.Length > 0)
                    return null;

                check.Find(verdict, user.Actor(), now);
                matter.Log("case.checked", user.Actor(), now, new { item, verdict });
                return null;
            }, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal : check!;
        }
    }
}
