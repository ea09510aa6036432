using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Audiences;

/// <summary>The table of contents of this folder: a survey goes out to the people of a view or a segment.</summary>
internal static class AudiencesFeature
{
    public static IServiceCollection AddAudiences(this IServiceCollection services) => services
        .AddRefusalTexts<AudiencesText>()
        .AddScoped<FindAudience>()
        .AddScoped<PreviewRound>()
        .AddScoped<StartRound.Handler>()
        .AddJob<AskPeople, AskPeople.Handler>();

    public static void MapAudiences(this IEndpointRouteBuilder api) => AudienceEndpoints.Map(api);

    public static void MapAudienceFiles(this IEndpointRouteBuilder routes) => AudienceEndpoints.MapFiles(routes);
}
