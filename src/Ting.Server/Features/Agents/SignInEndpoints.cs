using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Agents;

/// <summary>What the sign-in pages and the account page need besides themselves.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();

        pages.MapPost("/sign-out", async (HttpContext http, [FromForm] string? to, AgentSignIn signIn) =>
        {
            await signIn.SignOutAsync();
            SeeOther(http, to is null ? AccessAnswers.SignInPage : Check.LocalAddress(to, AccessAnswers.SignInPage));
        }).AllowAnonymous();

        pages.MapPost("/demo/sign-in", async (HttpContext http, [FromForm] Guid agent, AgentSignIn signIn, UserManager<Agent> agents, CurrentWorkspace workspace, CancellationToken cancel) =>
        {
            if (await workspace.FindAsync(cancel) is not { IsDemo: true } || await agents.FindByIdAsync(agent.ToString()) is not { Active: true } found)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await signIn.SignInAsync(found, isPersistent: false, "demo");
            found.Remember(http);
            SeeOther(http, "/");
        }).AllowAnonymous();

        pages.MapPost("/sign-in/passkey/options", async (AgentSignIn signIn) =>
            TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")).AllowAnonymous();

        pages.MapPost("/account/passkeys/options", async (ClaimsPrincipal user, AgentSignIn signIn, UserManager<Agent> agents) =>
        {
            if (await agents.GetUserAsync(user) is not { } agent)
                return Results.Unauthorized();

            var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = agent.Id.ToString(), Name = agent.Email!, DisplayName = agent.Name });
            return TypedResults.Content(options, "application/json");
        });
    }

    /// <summary>The screens speak the agent's language from now on in this browser, unless another was chosen in it.</summary>
    public static void Remember(this Agent agent, HttpContext http, bool always = false)
    {
        if (!always && http.Request.Cookies.ContainsKey(Languages.Cookie))
            return;

        http.Response.Cookies.Append(Languages.Cookie, agent.Language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
        });
    }

    private static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
