using Microsoft.AspNetCore.Http.HttpResults;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Search;

/// <summary>The table of contents of this folder.</summary>
internal static class SearchFeature
{
    public static IServiceCollection AddSearchPages(this IServiceCollection services) => services
        .AddScoped<FindEverything.Handler>()
        .AddRefusalTexts<SearchText>();

    public static void MapSearch(this IEndpointRouteBuilder api) => FindEverything.Map(api);

    /// <summary>The rows that the command palette shows while somebody types.</summary>
    public static void MapPalette(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/palette", (string? q) => (IResult)new RazorComponentResult<PaletteRows>(new { Query = q ?? "" }))
            .RequireAuthorization(Permission.SeeConversations)
            .ExcludeFromDescription();
}
