using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>Somebody at the front line used their head, and tells the others (MOT-11).</summary>
public static class LogSolution
{
    public sealed record Request
    {
        public string Did { get; set; } = "";
        public string Learned { get; set; } = "";

        /// <summary>In the currency of the goodwill budget; 0 when it cost nothing but thought, or when a gesture of the case holds it.</summary>
        public decimal Cost { get; set; }

        /// <summary>The number of the case it belongs to.</summary>
        public long? CaseNumber { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<UnusualSolution>> HandleAsync(ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Did) || request.Did.Trim().Length > UnusualSolution.MostWords)
                return Refusal.Invalid("solution.did", "did");
            if (string.IsNullOrWhiteSpace(request.Learned) || request.Learned.Trim().Length > UnusualSolution.MostWords)
                return Refusal.Invalid("solution.learned", "learned");
            if (user.AgentId() is not { } agent)
                return Refusal.Forbidden("solution.agents_only");

            await using var db = await database.CreateDbContextAsync(cancel);
            var currency = (await db.Goodwill.AsNoTracking().SingleOrDefaultAsync(cancel))?.Currency;
            if (currency is null && request.Cost != 0)
                return Refusal.Conflict("gesture.no_budget") with { Field = "cost" };
            if (Currency.ToSmallest(request.Cost, currency ?? "CNY") is not { } cost)
                return Refusal.Invalid("gesture.amount", "cost");
            Guid? matter = null;
            if (request.CaseNumber is { } number && (matter = await db.Cases.Where(it => it.Number == number).Select(it => (Guid?)it.Id).SingleOrDefaultAsync(cancel)) is null)
                return Refusal.Invalid("case.not_found", "caseNumber");

            var role = user.Role();
            var authority = await db.GestureLimits.Where(it => it.Role == role).MaxAsync(it => (long?)it.Most, cancel) ?? 0;
            var solution = db.UnusualSolutions.Add(new UnusualSolution(
                agent, request.Did.ReplaceLineEndings("\n"), request.Learned.ReplaceLineEndings("\n"), cost, currency ?? "", cost <= authority, matter, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            return solution;
        }
    }
}
