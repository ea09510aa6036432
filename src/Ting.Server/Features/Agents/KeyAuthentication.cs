using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary><c>Authorization: Bearer KEY</c></summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    KeyRing keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AccessSetup.KeyOf(Request) is not { Length: > 0 } given)
            return AuthenticateResult.NoResult();
        if (await keys.FindAsync(given, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("Unknown or revoked.");

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()),
                new Claim(ClaimTypes.Name, key.Name),
                new Claim(ClaimTypes.Role, key.Role.ToString()),
                .. key.TeamId is { } team ? [new Claim(SignedIn.TeamClaim, team.ToString())] : Array.Empty<Claim>(),
                .. key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(SignedIn.ScopeClaim, scope)),
            ],
            SignedIn.KeyScheme,
            ClaimTypes.Name,
            ClaimTypes.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SignedIn.KeyScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AccessAnswers.ProblemAsync(Context, StatusCodes.Status401Unauthorized, "access.key_unknown");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessAnswers.RefuseAsync(Context);
}
