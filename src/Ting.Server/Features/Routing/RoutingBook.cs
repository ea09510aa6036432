using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Routing;

/// <summary>How one inbox finds its agents.</summary>
public sealed record RoutingRule(
    Guid InboxId, RoutingStrategy Strategy, bool LastAgentFirst, int Weight, int? LanguageLevel, int? RelaxAfter, int? HandOnAfter, Guid? HandOnTeamId, IReadOnlyList<RoutingRule.AskedSkill> Skills)
{
    /// <param name="Level">At least.</param>
    public sealed record AskedSkill(Guid SkillId, int Level);

    public static RoutingRule Manual(Guid inboxId) => new(inboxId, RoutingStrategy.Manual, LastAgentFirst: true, Weight: 1, null, null, null, null, []);

    internal static RoutingRule Of(InboxRouting it, IEnumerable<InboxSkill> skills) => new(
        it.InboxId, it.Strategy, it.LastAgentFirst, it.Weight, it.LanguageLevel, it.RelaxAfter, it.HandOnAfter, it.HandOnTeamId, [.. skills.Select(skill => new AskedSkill(skill.SkillId, skill.Level))]);
}

/// <summary>The rules of all inboxes.</summary>
public sealed class RoutingBook(IReadOnlyList<RoutingRule> rules)
{
    private const int Most = 10_000;

    private readonly Dictionary<Guid, RoutingRule> _rules = rules.ToDictionary(rule => rule.InboxId);

    public IReadOnlyList<RoutingRule> Rules => rules;

    /// <summary>Some inbox gives its conversations out by itself.</summary>
    public bool IsOn { get; } = rules.Any(rule => rule.Strategy is not RoutingStrategy.Manual);

    public RoutingRule Of(Guid inboxId) => _rules.GetValueOrDefault(inboxId) ?? RoutingRule.Manual(inboxId);

    internal static async Task<RoutingBook> ReadAsync(AppDb db, CancellationToken cancel)
    {
        var skills = (await db.InboxSkills.AsNoTracking().OrderBy(skill => skill.InboxId).Take(Most).ToListAsync(cancel)).ToLookup(skill => skill.InboxId);
        var routings = await db.InboxRoutings.AsNoTracking().OrderBy(routing => routing.InboxId).Take(Most).ToListAsync(cancel);
        return new RoutingBook([.. routings.Select(routing => RoutingRule.Of(routing, skills[routing.InboxId]))]);
    }
}
