using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Routing;

/// <summary>How an inbox finds its agents: seen by everybody, changed by administrators.</summary>
public static class SaveRouting
{
    public sealed record Request
    {
        public RoutingStrategy Strategy { get; set; }

        /// <summary>Whoever served the customer last is asked first.</summary>
        public bool LastAgentFirst { get; set; } = true;

        /// <summary>Points that one conversation takes of an agent's capacity.</summary>
        [Range(1, InboxRouting.HeaviestWeight)]
        public int Weight { get; set; } = 1;

        /// <summary>Least level in the customer's language; null when it does not matter.</summary>
        [Range(1, AgentSkill.HighestLevel)]
        public int? LanguageLevel { get; set; }

        /// <summary>What else agents must be able to do.</summary>
        [MaxLength(20)]
        public List<AskedSkill> Skills { get; set; } = [];

        /// <summary>Minutes after which any level will do, and after as many again nobody needs the skills; null for never.</summary>
        [Range(1, InboxRouting.MostMinutes)]
        public int? RelaxAfter { get; set; }

        /// <summary>Minutes that a customer waits for an agent who is offline; null for ever.</summary>
        [Range(1, InboxRouting.MostMinutes)]
        public int? HandOnAfter { get; set; }

        /// <summary>The team that goes on then; null for the queue it came from.</summary>
        public Guid? HandOnTeamId { get; set; }

        /// <summary>Whoever comes in here is on the access lane of old and disabled customers.</summary>
        public bool AccessLane { get; set; }

        /// <summary>Customers may ask for the access lane themselves before a chat.</summary>
        public bool OffersAccess { get; set; }
    }

    /// <param name="Level">At least.</param>
    public sealed record AskedSkill(Guid SkillId, [property: Range(1, AgentSkill.HighestLevel)] int Level);

    public sealed record Item(
        Guid InboxId, RoutingStrategy Strategy, bool LastAgentFirst, int Weight, int? LanguageLevel, IReadOnlyList<AskedSkill> Skills, int? RelaxAfter, int? HandOnAfter, Guid? HandOnTeamId, bool AccessLane, bool OffersAccess)
    {
        internal static Item Of(RoutingRule rule, Inbox inbox) => new(
            rule.InboxId, rule.Strategy, rule.LastAgentFirst, rule.Weight, rule.LanguageLevel, [.. rule.Skills.Select(it => new AskedSkill(it.SkillId, it.Level))], rule.RelaxAfter, rule.HandOnAfter, rule.HandOnTeamId, inbox.AccessLane, inbox.OffersAccess);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/inboxes/{id:guid}/routing", async (Guid id, Kept<RoutingBook> rules, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Inboxes.FindAsync([id], cancel) is { } inbox
                    ? TypedResults.Ok(Item.Of((await rules.ReadAsync(cancel)).Of(id), inbox))
                    : Refusal.NotFound("inbox.not_found").ToHttp();
            })
            .WithSummary("How an inbox finds its agents")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/inboxes/{id:guid}/routing", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Say how an inbox finds its agents")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Item>> HandleAsync(Guid inboxId, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(inboxId, request, cancel));

        private async Task<Outcome<Item>> TryAsync(Guid inboxId, Request request, CancellationToken cancel)
        {
            if (Shape(request) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Inboxes.FindAsync([inboxId], cancel) is not { } inbox)
                return Refusal.NotFound("inbox.not_found");
            if (request.HandOnTeamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel))
                return Refusal.Invalid("team.not_found", "handOnTeamId");
            Guid[] wanted = [.. request.Skills.Select(it => it.SkillId)];
            if (await db.Skills.CountAsync(skill => wanted.Contains(skill.Id), cancel) < wanted.Length)
                return Refusal.Invalid("skill.not_found", "skills");

            var routing = await db.InboxRoutings.FindAsync([inboxId], cancel) ?? db.InboxRoutings.Add(new InboxRouting(inboxId)).Entity;
            routing.Route(request.Strategy, request.LastAgentFirst, request.Weight, request.LanguageLevel, request.RelaxAfter);
            routing.HandOn(request.HandOnAfter, request.HandOnTeamId);
            inbox.Ease(request.AccessLane, request.OffersAccess);
            db.InboxSkills.RemoveRange(await db.InboxSkills.Where(it => it.InboxId == inboxId && !wanted.Contains(it.SkillId)).ToListAsync(cancel));
            foreach (var (skillId, level) in request.Skills)
            {
                if (await db.InboxSkills.FindAsync([inboxId, skillId], cancel) is { } known)
                    known.Ask(level);
                else
                    db.InboxSkills.Add(new InboxSkill(inboxId, skillId, level));
            }

            // Once for this server, and once when every other has seen the new rule.
            var now = clock.GetUtcNow();
            db.Enqueue(new RouteWaiting(), now);
            db.Enqueue(new RouteWaiting(), now + Kept<RoutingBook>.MostAge + TimeSpan.FromSeconds(1));
            await db.SaveChangesAsync(cancel);
            return Item.Of(RoutingRule.Of(routing, request.Skills.Select(it => new InboxSkill(inboxId, it.SkillId, it.Level))), inbox);
        }

        private static Refusal? Shape(Request request) =>
            !Enum.IsDefined(request.Strategy) ? Refusal.Invalid("form.choice", "strategy")
            : request.Weight is < 1 or > InboxRouting.HeaviestWeight ? Refusal.Invalid("routing.weight", "weight")
            : request.RelaxAfter is < 1 or > InboxRouting.MostMinutes ? Refusal.Invalid("routing.minutes", "relaxAfter")
            : request.HandOnAfter is < 1 or > InboxRouting.MostMinutes ? Refusal.Invalid("routing.minutes", "handOnAfter")
            : request.LanguageLevel is < 1 or > AgentSkill.HighestLevel ? Refusal.Invalid("skill.level", "languageLevel")
            : request.Skills.Any(it => it.Level is < 1 or > AgentSkill.HighestLevel) || request.Skills.DistinctBy(it => it.SkillId).Count() < request.Skills.Count ? Refusal.Invalid("skill.level", "skills")
            : null;
    }
}
