namespace Ting.Server.App;

internal static class ErrorPages
{
    // Programs get problem details; only people get pages.
    private static readonly PathString[] ForPrograms = ["/api", "/widget", "/live", "/openapi", "/health", "/files"];

    /// <summary>A person who meets an error gets a page in their language that says what is safe and what to do.</summary>
    public static void UseErrorPages(this WebApplication app) =>
        app.UseWhen(http => !Array.Exists(ForPrograms, path => http.Request.Path.StartsWithSegments(path)), pages =>
        {
            pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });
}
