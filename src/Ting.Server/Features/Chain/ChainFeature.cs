using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chain;

/// <summary>The table of contents of this folder: from service within to profit, link by link.</summary>
internal static class ChainFeature
{
    public static IServiceCollection AddChain(this IServiceCollection services) => services
        .AddRefusalTexts<ChainText>()
        .AddSingleton<ReadChain>()
        .AddScoped<ChainWords>()
        .AddScoped<SaveChainSources.Handler>()
        .AddScoped<SaveChainValues.Handler>();

    public static void MapChain(this IEndpointRouteBuilder api) => ChainEndpoints.Map(api);

    public static void MapChainFiles(this IEndpointRouteBuilder routes) => ChainEndpoints.MapFile(routes);
}
