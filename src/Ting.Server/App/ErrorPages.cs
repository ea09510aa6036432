using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Ting.Server.Platform.Api;

namespace Ting.Server.App;

/// <summary>A person who meets an error gets a page in their language that says what is safe and what to do; a program gets problem details.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app) =>
        app.UseWhen(http => !ApiSetup.IsForPrograms(http.Request.Path), people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = error => error is BadHttpRequestException request ? request.StatusCode : StatusCodes.Status500InternalServerError,
            });
            people.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
            people.Use(AskForThePageAsync);
        });

    /// <summary>A form whose token is missing, wrong or too old is refused before anything reads it.</summary>
    public static void UseFormTokens(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Use((http, next) =>
        {
            if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
                return next(http);

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
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
