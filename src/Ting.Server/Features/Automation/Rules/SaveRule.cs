using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>An administrator writes a rule. A new one is off until it is switched on, so that it can be tried first; it acts on what happens from then on.</summary>
public static class SaveRule
{
    /// <summary>The whole rule.</summary>
    public sealed record Request
    {
        [Required, StringLength(120)]
        public string Name { get; set; } = "";

        public RuleTrigger Trigger { get; set; }

        /// <summary>For rules that wait: how long.</summary>
        [Range(1, Rule.MostMinutes)]
        public int? Minutes { get; set; }

        /// <summary>Only working time of the inbox counts as waiting.</summary>
        public bool InWorkingTime { get; set; }

        public RuleMatch Match { get; set; }
        public IReadOnlyList<RuleCondition> Conditions { get; set; } = [];
        public IReadOnlyList<RuleAction> Actions { get; set; } = [];

        internal RuleEntry ToEntry(Guid id) => new(id, Name.Trim(), Trigger, Minutes, InWorkingTime, Match, Clean(Conditions), Clean(Actions));

        internal static IReadOnlyList<RuleCondition> Clean(IReadOnlyList<RuleCondition> conditions) => [.. conditions.Select(it => it with { Values = [.. it.Values.Select(value => value.Trim()).Distinct()] })];

        // What a kind of action does not use is not kept.
        internal static IReadOnlyList<RuleAction> Clean(IReadOnlyList<RuleAction> actions) =>
        [
            .. actions.Select(it => new RuleAction(
                it.Kind,
                it.Kind is RuleActionKind.Note or RuleActionKind.Snooze or RuleActionKind.Resolve || string.IsNullOrEmpty(it.Value) ? null : it.Value,
                it.Kind is RuleActionKind.Note or RuleActionKind.FollowUp ? it.Text?.Trim() : null,
                it.Kind is RuleActionKind.Snooze or RuleActionKind.FollowUp ? it.Minutes : null)),
        ];
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<RuleWorld> worlds, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Rule>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (RuleChecks.Of(request, await worlds.ReadAsync(cancel)) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.Rules.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("rule.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("rule.changed_meanwhile");
            if (known is null && await db.Rules.CountAsync(cancel) >= RuleBook.Most)
                return Refusal.Conflict("rule.too_many_rules");

            var rule = known ?? db.Rules.Add(new Rule(await LastAsync(db, cancel) + 1, clock.GetUtcNow())).Entity;
            rule.When(request.Name, request.Trigger, request.Minutes, request.InWorkingTime);
            rule.If(request.Match, Request.Clean(request.Conditions));
            rule.Then(Request.Clean(request.Actions));
            return await SaveAsync(db, rule, cancel);
        }

        public async Task<Outcome<Rule>> TurnAsync(Guid id, bool on, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Rules.FindAsync([id], cancel) is not { } rule)
                return Refusal.NotFound("rule.not_found");

            rule.Turn(on);
            return await SaveAsync(db, rule, cancel);
        }

        /// <summary>Changes places with the rule before it or after it.</summary>
        public async Task<Outcome<Rule>> MoveAsync(Guid id, bool up, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var all = await db.Rules.OrderBy(it => it.Position).ThenBy(it => it.Id).Take(RuleBook.Most).ToListAsync(cancel);
            var at = all.FindIndex(it => it.Id == id);
            if (at < 0)
                return Refusal.NotFound("rule.not_found");

            var to = at + (up ? -1 : 1);
            if (to < 0 || to >= all.Count)
                return all[at];

            (all[at], all[to]) = (all[to], all[at]);
            for (var place = 0; place < all.Count; place++)
            {
                if (all[place].Position != place)
                    all[place].MoveTo(place);
            }

            return await SaveAsync(db, all[to], cancel);
        }

        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Rules.FindAsync([id], cancel) is not { } rule)
                return Refusal.NotFound("rule.not_found");

            db.Rules.Remove(rule);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        private static async Task<int> LastAsync(AppDb db, CancellationToken cancel) => await db.Rules.MaxAsync(it => (int?)it.Position, cancel) ?? -1;

        private static async Task<Outcome<Rule>> SaveAsync(AppDb db, Rule rule, CancellationToken cancel)
        {
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("rule.changed_meanwhile");
            }

            return rule;
        }
    }
}
