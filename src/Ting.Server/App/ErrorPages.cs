using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Ting.Server.Platform.Api;

namespace Ting.Server.App;

/// <summary>A person who meets an error gets a page in their language that says what is safe and what to do; a program gets problem details.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = error => error is BadHttpRequestException request ? request.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (ApiSetup.IsForPrograms(http.Request.Path) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(http);
        });
        app.Use(AskForThePageAsync);
    }

    // A form that was refused leads to a page, and that page is asked for without the form.
    private static Task AskForThePageAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerPathFeature>() is not null)
        {
            http.Request.Method = HttpMethods.Get;
            http.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        return next(http);
    }
}
