using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ting.Server.Platform.Localisation;

/// <summary>What a reader chose for this browser: language and theme, kept in cookies so that they hold before sign-in too.</summary>
public static class Preferences
{
    private const string ThemeCookie = "ting-theme";

    /// <summary>light or dark; null follows the system.</summary>
    public static string? Theme(this HttpContext http) => http.Request.Cookies[ThemeCookie] is "light" or "dark" ? http.Request.Cookies[ThemeCookie] : null;

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var preferences = routes.MapGroup("/preferences").AllowAnonymous().ExcludeFromDescription();

        preferences.MapPost("/language", (HttpContext http, [FromForm] string? language, [FromForm] string? returnUrl) =>
        {
            if (Languages.Closest(language) is { } chosen)
                Remember(http, Languages.Cookie, chosen);
            SeeOther(http, returnUrl);
        });

        preferences.MapPost("/theme", (HttpContext http, [FromForm] string? theme, [FromForm] string? returnUrl) =>
        {
            if (theme is "toggle") // a button without script cannot know what the system shows
                theme = http.Theme() is "dark" ? "light" : "dark";
            if (theme is "light" or "dark")
                Remember(http, ThemeCookie, theme);
            else if (theme is "system")
                http.Response.Cookies.Delete(ThemeCookie);
            SeeOther(http, returnUrl);
        });
    }

    private static void Remember(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        IsEssential = true, // it is what the reader just asked for
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
    });

    private static void SeeOther(HttpContext http, string? returnUrl)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = RedirectHttpResult.IsLocalUrl(returnUrl) && returnUrl!.StartsWith('/') && returnUrl.All(char.IsAscii) ? returnUrl : "/";
    }
}
