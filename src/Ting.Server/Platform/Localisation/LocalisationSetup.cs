using Microsoft.Extensions.Localization;

namespace Ting.Server.Platform.Localisation;

internal static class LocalisationSetup
{
    public static IServiceCollection AddLocalisation(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("en")
                .AddSupportedCultures([.. Languages.All.Select(language => language.Code)])
                .AddSupportedUICultures([.. Languages.All.Select(language => language.Code)]);
            options.RequestCultureProviders = [new Languages.Provider()];
        });
        return services.AddScoped(provider => new DateFormats(
            provider.GetRequiredService<IStringLocalizer<LocalisationText>>(),
            provider.GetRequiredService<TimeProvider>(),
            ZoneOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext)));
    }

    // The browser tells its zone in a cookie; without one the server's own is the best guess.
    private static TimeZoneInfo ZoneOf(HttpContext? http) =>
        http?.Request.Cookies[DateFormats.ZoneCookie] is { Length: < 64 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : TimeZoneInfo.Local;
}
