using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Relationships;

/// <summary>The table of contents of this folder.</summary>
internal static class RelationshipsFeature
{
    public static IServiceCollection AddRelationships(this IServiceCollection services) => services
        .AddScoped<ReviewFacts.Handler>()
        .AddScoped<RelationshipCalendar.Handler>()
        .AddRefusalTexts<RelationshipsText>();

    public static void MapRelationships(this IEndpointRouteBuilder api)
    {
        ReviewFacts.Map(api);
        RelationshipCalendar.Map(api);
    }
}
