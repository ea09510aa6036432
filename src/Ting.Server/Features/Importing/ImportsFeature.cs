using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>The table of contents of this folder.</summary>
internal static class ImportsFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddScoped<StartImport.Handler>()
        .AddScoped<ChangeImport.Handler>()
        .AddScoped<BeginImport.Handler>()
        .AddScoped<GetImports.Handler>()
        .AddScoped<ImportWords>()
        .AddJob<RunImport, RunImport.Handler>()
        .AddJob<ForgetImport, ForgetImport.Handler>()
        .AddRefusalTexts<ImportsText>();

    public static void MapImportsApi(this IEndpointRouteBuilder api)
    {
        StartImport.Map(api);
        GetImports.Map(api);
        ChangeImport.Map(api);
        BeginImport.Map(api);
        ImportFiles.MapApi(api);
    }

    public static void MapImportFiles(this IEndpointRouteBuilder routes) => ImportFiles.Map(routes);
}
