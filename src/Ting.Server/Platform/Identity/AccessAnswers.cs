using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ting.Server.Platform.Identity;

/// <summary>What somebody gets who may not: people are sent to the sign-in page, programs and scripts get problem details.</summary>
internal static class AccessAnswers
{
    public const string SignInPage = "/sign-in";

    /// <summary>Nobody is signed in, or the sign-in has run out.</summary>
    public static Task SignInFirstAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!WantsPage(context.Request))
            return ProblemAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "access.sign_in_required");

        var request = context.Request;
        var goal = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "/";
        context.Response.Redirect(goal is "/" or "" ? SignInPage : $"{SignInPage}?to={Uri.EscapeDataString(goal)}");
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context) => RefuseAsync(context.HttpContext);

    public static Task RefuseAsync(HttpContext http)
    {
        if (!WantsPage(http.Request))
            return ProblemAsync(http, StatusCodes.Status403Forbidden, "access.forbidden");

        http.Response.StatusCode = StatusCodes.Status403Forbidden; // the page that explains it is the shell's
        return Task.CompletedTask;
    }

    public static Task ProblemAsync(HttpContext http, int status, string code) =>
        TypedResults.Problem(statusCode: status, title: code).ExecuteAsync(http);

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/live")
        && (request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
            || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
}
