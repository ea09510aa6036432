using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>The table of contents of this folder.</summary>
internal static class ServiceLevelsFeature
{
    public static IServiceCollection AddServiceLevels(this IServiceCollection services) => services
        .AddScoped<SaveServiceLevel.Handler>()
        .AddScoped<RemoveServiceLevel.Handler>()
        .AddRefusalTexts<ServiceLevelsText>();

    public static void MapServiceLevels(this IEndpointRouteBuilder api) => ServiceLevelEndpoints.Map(api);
}
