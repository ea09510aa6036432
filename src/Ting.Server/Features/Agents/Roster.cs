using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Agents;

/// <summary>Who works here and in which teams, those who have left included: what names need on every page.</summary>
public sealed class Roster(IReadOnlyList<Roster.Member> members, IReadOnlyList<Roster.Group> teams)
{
    private const int Most = 10_000;

    private readonly Dictionary<Guid, Member> _members = members.ToDictionary(member => member.Id);
    private readonly Dictionary<Guid, Group> _teams = teams.ToDictionary(team => team.Id);

    public sealed record Member(Guid Id, string Name, Guid? TeamId, bool Active);

    public sealed record Group(Guid Id, string Name);

    /// <summary>By name.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>By name.</summary>
    public IReadOnlyList<Group> Teams => teams;

    /// <returns>The name of an agent or a team.</returns>
    public string? NameOf(Guid id) => _members.TryGetValue(id, out var member) ? member.Name : _teams.GetValueOrDefault(id)?.Name;

    public Guid? TeamOf(Guid agentId) => _members.GetValueOrDefault(agentId)?.TeamId;

    internal static async Task<Roster> ReadAsync(AppDb db, CancellationToken cancel) => new(
        await db.Agents.OrderBy(agent => agent.Name).Take(Most).Select(agent => new Member(agent.Id, agent.Name, agent.TeamId, agent.Active)).ToListAsync(cancel),
        await db.Teams.OrderBy(team => team.Name).Take(Most).Select(team => new Group(team.Id, team.Name)).ToListAsync(cancel));
}
