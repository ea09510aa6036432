namespace Ting.Server.Platform.Identity;

/// <summary>What browsers are told to refuse: foreign scripts, foreign frames, guessing at types, leaking addresses.</summary>
internal static class SecurityHeaders
{
    // Style attributes and Turbo's progress bar are inline styles; scripts are only ever files of our own.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PermissionsPolicy = "Permissions-Policy";

    /// <summary>For a page on which one records oneself: its own scripts may ask for the microphone.</summary>
    public static void AllowMicrophone(HttpResponse response) => response.Headers[PermissionsPolicy] = "camera=(), microphone=(self), geolocation=(), payment=()";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers[PermissionsPolicy] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    });
}
