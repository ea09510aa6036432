namespace Ting.Server.Features.Demo;

/// <summary>The table of contents of this folder.</summary>
internal static class DemoFeature
{
    /// <summary>--demo stands alone on the command line; the configuration wants it with a value.</summary>
    public static string[] WithDemoSwitch(this string[] args) => [.. args.Select(arg => arg is "--demo" ? "--demo=true" : arg)];

    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoBuild>();

    /// <summary>On the first start with --demo, or in development: a workspace in which everything has already happened once.</summary>
    public static async Task BuildDemoAsync(this IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var wanted = configuration.GetValue("Demo", services.GetRequiredService<IHostEnvironment>().IsDevelopment());
        if (wanted && !configuration.GetSection("Bootstrap").GetChildren().Any())
            await services.GetRequiredService<DemoBuild>().RunAsync(CancellationToken.None);
    }
}
