using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>Which conversations a role sees: all of them, those of one's own team and one's own, or only one's own. Stored by name; never rename one.</summary>
public enum Sight { All, Team, Own }

/// <param name="Unheld">With <see cref="Agents.Sight.Team"/>: also those that nobody has and no team either.</param>
public sealed record RoleSight(Sight Sight, bool Unheld)
{
    public static readonly RoleSight Usual = new(Sight.All, Unheld: true);

    /// <summary>Whoever administers says what the others see, and loses nothing by it.</summary>
    public static bool IsFixed(AgentRole role) => role is AgentRole.Administrator;
}
