namespace Ting.Server.Features.Value;

/// <summary>Which tier the rules give to whom. Entering takes more than staying, so that nobody goes back and forth with every order.</summary>
internal static class TierRules
{
    /// <param name="rules">In any order.</param>
    /// <param name="tier">The one they have; null for none.</param>
    /// <param name="profit">In the period, in hundredths.</param>
    /// <returns>The tier that they should have; null for none. A tier that no rule speaks of stays.</returns>
    public static string? For(IReadOnlyList<TierRule> rules, string? tier, long profit)
    {
        if (rules.Count == 0 || (tier is not null && rules.All(rule => rule.Tier != tier)))
            return tier;

        var entered = rules.OrderByDescending(rule => rule.Enter).FirstOrDefault(rule => profit >= rule.Enter);
        var kept = rules.FirstOrDefault(rule => rule.Tier == tier && profit >= rule.Leave);
        return kept is not null && (entered is null || entered.Enter <= kept.Enter) ? kept.Tier : entered?.Tier;
    }
}
