using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Labels;

/// <summary>The table of contents of this folder.</summary>
internal static class LabelsFeature
{
    public static IServiceCollection AddLabels(this IServiceCollection services) => services
        .AddRefusalTexts<LabelsText>()
        .AddScoped<SaveLabel.Handler>();

    public static void MapLabels(this IEndpointRouteBuilder api) => SaveLabel.Map(api);
}
