using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>What the cookie says about an agent.</summary>
internal sealed class AgentClaims(UserManager<Agent> agents, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Agent>(agents, options)
{
    protected override Task<ClaimsIdentity> GenerateClaimsAsync(Agent user) => Task.FromResult(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(ClaimTypes.Role, user.Role.ToString()),
            new Claim(SignedIn.LanguageClaim, user.Language),
            new Claim(Options.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""),
        ],
        IdentityConstants.ApplicationScheme,
        ClaimTypes.Name,
        ClaimTypes.Role));
}
