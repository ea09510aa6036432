using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>What each role may do on this desk and which conversations it sees, kept in memory.</summary>
public sealed class RoleBook(IReadOnlyDictionary<AgentRole, IReadOnlySet<string>> permissions, IReadOnlyDictionary<AgentRole, RoleSight> sights)
{
    public IReadOnlySet<string> Of(AgentRole role) => permissions[role];

    public bool Allows(AgentRole role, string permission) => permissions[role].Contains(permission);

    public RoleSight SightOf(AgentRole role) => sights[role];

    internal static async Task<RoleBook> ReadAsync(AppDb db, CancellationToken cancel)
    {
        var held = await db.RoleSettings.AsNoTracking().ToDictionaryAsync(it => it.Role, cancel);
        var roles = Enum.GetValues<AgentRole>();
        return new RoleBook(roles.ToDictionary(role => role, role => With(role, held.GetValueOrDefault(role)?.ReadChanges())), roles.ToDictionary(role => role, role => SightWith(role, held.GetValueOrDefault(role))));
    }

    internal static RoleSight SightWith(AgentRole role, RoleSettings? settings) => RoleSight.IsFixed(role) || settings is null ? RoleSight.Usual : settings.ReadSight();

    /// <summary>What is fixed holds whatever the rows say, and a permission that a newer version took away is granted to nobody.</summary>
    internal static IReadOnlySet<string> With(AgentRole role, IReadOnlyDictionary<string, bool>? changes) => Permission.All
        .Where(permission => RoleRules.Fixed(role, permission) ?? (changes is not null && changes.TryGetValue(permission, out var granted) ? granted : role.Allows(permission)))
        .ToHashSet();
}

/// <summary>What no desk can change, and what needs something else.</summary>
public static class RoleRules
{
    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<string> Permissions)> Groups =
    [
        ("desk", [Permission.SeeConversations, Permission.WriteNotes, Permission.Reply, Permission.Assign]),
        ("cases", [Permission.WorkCases, Permission.LeadCases]),
        ("people", [Permission.ManagePeople, Permission.ImportPeople, Permission.ExportData, Permission.ErasePeople]),
        ("craft", [Permission.ManagePhrases, Permission.ManageSegments, Permission.ManageProducts, Permission.ManageSurveys, Permission.ManageCommunity]),
        ("quality", [Permission.SeeInsights, Permission.ReviewQuality, Permission.Train]),
        ("system", [Permission.Administer]),
    ];

    /// <summary>What cannot be done without something else.</summary>
    public static readonly IReadOnlyDictionary<string, string> Needs = new Dictionary<string, string>
    {
        [Permission.Reply] = Permission.WriteNotes,
        [Permission.LeadCases] = Permission.WorkCases,
        [Permission.ImportPeople] = Permission.ManagePeople,
        [Permission.ErasePeople] = Permission.ManagePeople,
    };

    /// <summary>Whoever administers can change all of this, so only administrators do, and they always do. Without seeing conversations there is no page to begin with.</summary>
    /// <returns>Null for what a desk decides.</returns>
    public static bool? Fixed(AgentRole role, string permission) => permission switch
    {
        Permission.Administer => role is AgentRole.Administrator,
        Permission.SeeConversations => true,
        _ => null,
    };
}

/// <summary>Puts what the role of whoever asks may do on this desk beside their identity.</summary>
internal sealed class GrantPermissions(Kept<RoleBook> books) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated is not true || principal.Identities.Any(identity => identity is GrantedIdentity))
            return principal;

        return new ClaimsPrincipal([.. principal.Identities, new GrantedIdentity((await books.ReadAsync(CancellationToken.None)).Of(principal.Role()))]);
    }
}
