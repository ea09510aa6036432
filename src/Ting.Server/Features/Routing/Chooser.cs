using Ting.Server.Features.Conversations;
using Ting.Server.Features.Staffing;

namespace Ting.Server.Features.Routing;

/// <summary>An agent who is online, and how much room they have left.</summary>
internal sealed class Candidate(Guid agentId, Guid? teamId, int capacity, int load, DateTimeOffset? lastGivenAt, IReadOnlyDictionary<Guid, int> skills)
{
    public Guid AgentId => agentId;
    public Guid? TeamId => teamId;
    public int Capacity => capacity;
    public int Load { get; private set; } = load;
    public DateTimeOffset? LastGivenAt { get; private set; } = lastGivenAt;

    public bool HasRoomFor(int weight) => Load + weight <= capacity;

    /// <summary>0 for who cannot do it at all.</summary>
    public int LevelOf(Guid skillId) => skills.GetValueOrDefault(skillId);

    public void Take(int weight, DateTimeOffset now)
    {
        if (!HasRoomFor(weight))
            throw new InvalidOperationException("Nobody is given more than they can take.");

        (Load, LastGivenAt) = (Load + weight, now);
    }
}

/// <summary>What a waiting conversation needs.</summary>
/// <param name="TeamId">Only its agents; null for anybody.</param>
/// <param name="Waited">Since the customer wrote.</param>
/// <param name="NotAgain">Who gave it back.</param>
internal sealed record Need(Guid? TeamId, IReadOnlyList<Need.Asked> Skills, TimeSpan Waited, Guid? NotAgain)
{
    public sealed record Asked(SkillBook.Entry Skill, int Level);
}

/// <summary>Who of those who could take a conversation gets it, and why. Knows no database and no clock.</summary>
internal static class Chooser
{
    /// <summary>How much is still asked for: all of it, then any level, then nothing.</summary>
    private enum Strictness { Full, AnyLevel, Nothing }

    /// <returns>Those who may have it now.</returns>
    public static IReadOnlyList<Candidate> Fit(RoutingRule rule, Need need, IEnumerable<Candidate> candidates)
    {
        var strictness = StrictnessOf(rule, need);
        return [.. candidates.Where(it =>
            it.HasRoomFor(rule.Weight)
            && (need.TeamId is null || it.TeamId == need.TeamId)
            && (it.AgentId != need.NotAgain || strictness is Strictness.Nothing)
            && need.Skills.All(asked => strictness switch
            {
                Strictness.Full => it.LevelOf(asked.Skill.Id) >= asked.Level,
                Strictness.AnyLevel => it.LevelOf(asked.Skill.Id) > 0,
                _ => true,
            }))];
    }

    /// <param name="fit">At least one.</param>
    /// <param name="lastAgent">Who served the customer last.</param>
    public static Candidate Choose(RoutingRule rule, Need need, IReadOnlyList<Candidate> fit, Guid? lastAgent)
    {
        if (rule.LastAgentFirst && fit.FirstOrDefault(it => it.AgentId == lastAgent) is { } known)
            return known;

        // Once less is asked for, whoever can do most of it comes first.
        var best = StrictnessOf(rule, need) is Strictness.Full
            ? fit.OrderBy(_ => 0)
            : fit.OrderByDescending(it => need.Skills.Sum(asked => Math.Min(asked.Level, it.LevelOf(asked.Skill.Id))));
        return (rule.Strategy is RoutingStrategy.Balanced ? best.ThenBy(it => (double)(it.Load + rule.Weight) / it.Capacity) : best)
            .ThenBy(it => it.LastGivenAt ?? DateTimeOffset.MinValue)
            .ThenBy(it => it.AgentId)
            .First();
    }

    /// <param name="chosen">After they have taken it.</param>
    public static AssignmentReason Why(RoutingRule rule, Need need, Candidate chosen, Guid? lastAgent) => new(
        ConversationWords.Key(rule.Strategy),
        [.. need.Skills.Select(asked => new SkillReason(asked.Skill.Name, asked.Skill.Language, chosen.LevelOf(asked.Skill.Id))).Where(it => it.Level > 0)],
        chosen.AgentId == lastAgent,
        chosen.Load,
        chosen.Capacity,
        need.Skills.Any(asked => chosen.LevelOf(asked.Skill.Id) < asked.Level) ? (int)need.Waited.TotalMinutes : null);

    private static Strictness StrictnessOf(RoutingRule rule, Need need) =>
        rule.RelaxAfter is not { } minutes || need.Waited < TimeSpan.FromMinutes(minutes) ? Strictness.Full
        : need.Waited < TimeSpan.FromMinutes(2 * minutes) ? Strictness.AnyLevel
        : Strictness.Nothing;
}
