using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Phrases;

/// <summary>The table of contents of this folder.</summary>
internal static class PhrasesFeature
{
    public static IServiceCollection AddPhrases(this IServiceCollection services) => services
        .AddRefusalTexts<PhrasesText>()
        .AddSingleton<ReadMacros>()
        .AddKept(ReadMacros.AllAsync, typeof(Macro))
        .AddScoped<SaveMacro.Handler>();

    public static void MapPhrases(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/phrases/macros/{id:guid}/remove", async (Guid id, [FromForm] string? language, ClaimsPrincipal user, SaveMacro.Handler handler, CancellationToken cancel) =>
        {
            var outcome = await handler.RemoveAsync(id, user, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal.ToHttp() : Results.LocalRedirect($"/phrases?view=macros&lang={Uri.EscapeDataString(language ?? "")}");
        }).ExcludeFromDescription();
}
