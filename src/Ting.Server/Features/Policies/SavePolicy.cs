using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Policies;

/// <summary>An administrator decides how customers are treated, everywhere or in one inbox.</summary>
public static class SavePolicy
{
    internal const int Most = 2_000;

    public sealed record Request
    {
        /// <summary>With what a call is answered; {agent} and {company} are put in.</summary>
        public Wording? Opening { get; set; }

        /// <summary>After how many rings at most a call is answered, 1 to 10; of the workspace only.</summary>
        public int? Rings { get; set; }

        /// <summary>Whoever complains hears first that we are sorry; null in an inbox for: as everywhere.</summary>
        public bool? ApologiseFirst { get; set; }

        /// <summary>Nobody has to prove a purchase; null in an inbox for: as everywhere.</summary>
        public bool? Trust { get; set; }

        /// <summary>The version that was seen; null when it does not matter.</summary>
        public int? Version { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="inboxId">Null for the workspace.</param>
        public async Task<Outcome<ServicePolicy>> HandleAsync(Guid? inboxId, Request request, string actor, CancellationToken cancel)
        {
            var opening = (request.Opening ?? Wording.None).Tidy();
            if (opening.Longest > ServicePolicy.MostOpening)
                return Refusal.Invalid("policy.opening", "opening");
            if (request.Rings is < 1 or > ServicePolicy.MostRings)
                return Refusal.Invalid("policy.rings", "rings");
            if (inboxId is not null && request.Rings is not null)
                return Refusal.Invalid("policy.rings_everywhere", "rings"); // how soon calls are answered is counted over all of them

            await using var db = await database.CreateDbContextAsync(cancel);
            if (inboxId is { } inbox && !await db.Inboxes.AnyAsync(it => it.Id == inbox, cancel))
                return Refusal.NotFound("inbox.not_found");

            var (key, now) = (inboxId ?? ServicePolicy.Everywhere, clock.GetUtcNow());
            var policy = await db.ServicePolicies.FindAsync([key], cancel);
            if (request.Version is { } seen && seen != (policy?.Version ?? 0))
                return Refusal.Stale("policy.changed_meanwhile");

            policy ??= db.ServicePolicies.Add(new ServicePolicy(key, now)).Entity;
            if (policy.Decide(new PolicyContent(opening, request.Rings, request.ApologiseFirst, request.Trust), actor, now) is not { } line)
                return policy;

            db.Append(line);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                return Refusal.Stale("policy.changed_meanwhile");
            }

            return policy;
        }
    }
}
