using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Data;

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
    IPasswordHasher<Agent> hasher,
    UnknownAddresses strangers,
    IDbContextFactory<AppDb> database,
    TimeProvider clock)
    : SignInManager<Agent>(agents, http, claims, options, log, schemes, confirmation)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    // Any valid hash will do: checking against it takes the time that checking a real one takes.
    private static string? _nobodysHash;

    public override async Task<bool> CanSignInAsync(Agent user) => user.Active && await base.CanSignInAsync(user);

    public override async Task<Agent?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (await base.ValidateSecurityStampAsync(principal) is not { Active: true } agent)
            return null;

        await NoteSeenAsync(agent);
        return agent;
    }

    public override async Task SignInWithClaimsAsync(Agent user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        await NoteSeenAsync(user);
    }

    /// <summary>An unknown address takes as long as a wrong password and is locked as soon, so that nobody can find out who works here.</summary>
    /// <returns>The result, and when the lock ends if there is one.</returns>
    public async Task<(SignInResult Result, DateTimeOffset? LockedUntil)> TryAsync(string email, string password, bool remember)
    {
        var agent = await UserManager.FindByEmailAsync(email.Trim());
        if (agent is { PasswordHash: not null, Active: true })
        {
            var result = await PasswordSignInAsync(agent, password, remember, lockoutOnFailure: true);
            return (result, result.IsLockedOut ? await UserManager.GetLockoutEndDateAsync(agent) : null);
        }

        var nobody = agent ?? new Agent("", "", default, "en", DateTimeOffset.UnixEpoch);
        _nobodysHash ??= hasher.HashPassword(nobody, "nobody");
        hasher.VerifyHashedPassword(nobody, _nobodysHash, password);
        return strangers.Try(email) is { } until ? (SignInResult.LockedOut, until) : (SignInResult.Failed, null);
    }

    private async Task NoteSeenAsync(Agent agent)
    {
        var now = clock.GetUtcNow();
        if (agent.LastSeenAt is { } last && now - last < BetweenLooks)
            return;

        await using var db = await database.CreateDbContextAsync();
        await db.WriteAsync(inside => db.Agents
            .Where(it => it.Id == agent.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.LastSeenAt, now), inside), CancellationToken.None);
    }
}
