using System.Security.Claims;

namespace Ting.Server.Platform.Identity;

/// <summary>Who is asking: an agent at a screen, or a program with a key.</summary>
public static class SignedIn
{
    public const string KeyScheme = "key";

    extension(ClaimsPrincipal user)
    {
        /// <summary>The agent's id; null for a program.</summary>
        public Guid? AgentId() => user.Identity?.AuthenticationType != KeyScheme && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

        /// <summary>The agent's id on pages that only agents can open.</summary>
        public Guid RequiredAgentId() => user.AgentId() ?? throw new InvalidOperationException("Only an agent may be here.");

        /// <summary>As the event log writes it: agent:ID or key:ID.</summary>
        public string Actor() => $"{(user.AgentId() is null ? "key" : "agent")}:{user.FindFirstValue(ClaimTypes.NameIdentifier)}";

        public AgentRole Role() => Enum.Parse<AgentRole>(user.FindFirstValue(ClaimTypes.Role) ?? nameof(AgentRole.Representative));
    }
}
