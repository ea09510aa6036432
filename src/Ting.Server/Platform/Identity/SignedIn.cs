using System.Security.Claims;

namespace Ting.Server.Platform.Identity;

/// <summary>Who is asking: an agent at a screen, or a program with a key.</summary>
public static class SignedIn
{
    public const string KeyScheme = "key";

    /// <summary>One for each resource that a key is limited to.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Of a key that sees only what stands with this team.</summary>
    public const string TeamClaim = "team";

    /// <summary>zh-Hans, ja or en: of the agent's screens.</summary>
    public const string LanguageClaim = "language";

    extension(ClaimsPrincipal user)
    {
        /// <summary>The agent's id; null for a program.</summary>
        public Guid? AgentId() => user.Identity?.AuthenticationType != KeyScheme && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

        /// <summary>The agent's id on pages that only agents can open.</summary>
        public Guid RequiredAgentId() => user.AgentId() ?? throw new InvalidOperationException("Only an agent may be here.");

        /// <summary>The team whose conversations are all that a key sees; null for agents, and for keys that see everything.</summary>
        public Guid? KeyTeamId() => user.AgentId() is null && Guid.TryParse(user.FindFirstValue(TeamClaim), out var team) ? team : null;

        /// <summary>As the event log writes it: agent:ID or key:ID.</summary>
        public string Actor() => $"{(user.AgentId() is null ? "key" : "agent")}:{user.FindFirstValue(ClaimTypes.NameIdentifier)}";

        public AgentRole Role() => Enum.Parse<AgentRole>(user.FindFirstValue(ClaimTypes.Role) ?? nameof(AgentRole.Representative));

        /// <summary>For what a page shows; what an address answers is decided by its policy.</summary>
        public bool May(string permission) => user.Identity?.IsAuthenticated is true
            && (user.Identities.OfType<GrantedIdentity>().FirstOrDefault()?.Permissions.Contains(permission) ?? user.Role().Allows(permission));

        public string? Language() => user.FindFirstValue(LanguageClaim);
    }
}
