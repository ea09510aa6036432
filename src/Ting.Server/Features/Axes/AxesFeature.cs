using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Axes;

/// <summary>The table of contents of this folder: service quality on its two axes, and what teams say of themselves beside it.</summary>
internal static class AxesFeature
{
    public static IServiceCollection AddAxes(this IServiceCollection services) => services
        .AddRefusalTexts<AxesText>()
        .AddSingleton<ReadAxes>()
        .AddSingleton<ReadSelfAssessment>();

    public static void MapAxes(this IEndpointRouteBuilder api) => AxesEndpoints.Map(api);

    public static void MapAxesFiles(this IEndpointRouteBuilder routes) => AxesEndpoints.MapFile(routes);
}
