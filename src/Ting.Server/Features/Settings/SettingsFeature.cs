using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Settings;

/// <summary>The table of contents of this folder.</summary>
internal static class SettingsFeature
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddRefusalTexts<FormsText>()
        .AddRefusalTexts<SettingsText>()
        .AddSingleton<CurrentWorkspace>()
        .AddScoped<ChangeWorkspace.Handler>();
}
