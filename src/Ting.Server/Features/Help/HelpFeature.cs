namespace Ting.Server.Features.Help;

/// <summary>The table of contents of this folder.</summary>
internal static class HelpFeature
{
    public static IServiceCollection AddHelp(this IServiceCollection services) => services.AddSingleton<GuidePages>().AddSingleton<ApiReference>();
}
