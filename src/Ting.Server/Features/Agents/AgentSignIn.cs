using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ting.Server.Features.Agents;

/// <summary>Signs agents in and out; somebody who has left stays out, and is put out within a minute.</summary>
internal sealed class AgentSignIn(
    UserManager<Agent> agents,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<Agent> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Agent>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Agent> confirmation,
    IPasswordHasher<Agent> hasher)
    : SignInManager<Agent>(agents, http, claims, options, log, schemes, confirmation)
{
    // Any valid hash will do: checking against it takes the time that checking a real one takes.
    private static string? _nobodysHash;

    public override async Task<bool> CanSignInAsync(Agent user) => user.Active && await base.CanSignInAsync(user);

    public override async Task<Agent?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { Active: true } agent ? agent : null;

    /// <summary>An unknown address takes as long as a wrong password, so that nobody can find out who works here.</summary>
    public async Task<SignInResult> TryAsync(string email, string password, bool remember)
    {
        var agent = await UserManager.FindByEmailAsync(email.Trim());
        if (agent is { PasswordHash: not null })
            return await PasswordSignInAsync(agent, password, remember, lockoutOnFailure: true);

        var nobody = agent ?? new Agent("", "", default, "en", DateTimeOffset.UnixEpoch);
        _nobodysHash ??= hasher.HashPassword(nobody, "nobody");
        hasher.VerifyHashedPassword(nobody, _nobodysHash, password);
        return SignInResult.Failed;
    }
}
