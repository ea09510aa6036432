using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recommendations;

/// <summary>The table of contents of this folder: what to do for one person next, and why.</summary>
internal static class RecommendationsFeature
{
    public static IServiceCollection AddRecommendations(this IServiceCollection services) => services
        .AddRefusalTexts<RecommendationsText>()
        .AddSingleton(new PanelSection(typeof(RecommendationSection)))
        .AddScoped<ReadRecommendations>()
        .AddScoped<RecommendationWords>()
        .AddScoped<AnswerRecommendation.Handler>();

    public static void MapRecommendationsApi(this IEndpointRouteBuilder api) => RecommendationEndpoints.Map(api);

    public static void MapRecommendations(this IEndpointRouteBuilder routes) => RecommendationEndpoints.MapForms(routes);
}
