using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Setup;

/// <summary>The table of contents of this folder.</summary>
internal static class SetupFeature
{
    public static IServiceCollection AddSetup(this IServiceCollection services) => services
        .AddRefusalTexts<SetupText>()
        .AddScoped<SetUpWorkspace.Handler>()
        .AddHostedService<Bootstrap>();
}
