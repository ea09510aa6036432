using Microsoft.AspNetCore.Diagnostics;

namespace Ting.Server.App;

/// <summary>A person who meets an error gets a page in their language that says what is safe and what to do; a program gets problem details.</summary>
internal static class ErrorPages
{
    private static readonly PathString[] ForPrograms = ["/api", "/widget", "/live", "/openapi", "/health", "/files"];

    public static IServiceCollection AddErrorPages(this IServiceCollection services) =>
        services.AddProblemDetails().AddExceptionHandler<ProgramErrors>();

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (IsForPrograms(http.Request) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(http);
        });
    }

    private static bool IsForPrograms(HttpRequest request) => Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path));

    private sealed class ProgramErrors(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) =>
            IsForPrograms(httpContext.Request) && await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext });
    }
}
