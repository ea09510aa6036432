using Ting.Server.Features.Settings;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Setup;

/// <summary>Until an installation has been set up, every page leads to the wizard; afterwards the wizard is closed.</summary>
internal static class SetupFirst
{
    public const string Page = "/setup";

    // What the wizard itself needs, and what tells whether the server lives.
    private static readonly PathString[] AlwaysOpen = [Page, "/preferences", "/health", "/build", "/mark.svg", "/error", "/status", "/api", "/openapi", "/widget"];

    public static void UseSetupFirst(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var path = http.Request.Path;
        var isOpen = Array.Exists(AlwaysOpen, open => path.StartsWithSegments(open)) && !path.StartsWithSegments(Page);
        if (isOpen || Path.HasExtension(path.Value))
        {
            await next(http);
            return;
        }

        var workspace = await http.RequestServices.GetRequiredService<CurrentWorkspace>().FindAsync(http.RequestAborted);
        if (workspace is null && !path.StartsWithSegments(Page))
            http.Response.Redirect(Page);
        else if (workspace is not null && path == Page)
            http.Response.Redirect(AccessAnswers.SignInPage);
        else
            await next(http);
    });
}
