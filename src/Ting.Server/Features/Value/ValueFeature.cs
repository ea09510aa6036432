using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Value;

/// <summary>The table of contents of this folder.</summary>
internal static class ValueFeature
{
    public static IServiceCollection AddValue(this IServiceCollection services) => services
        .AddScoped<RecordOrders.Handler>()
        .AddScoped<ImportOrders.Handler>()
        .AddScoped<ReadValue.Handler>()
        .AddScoped<SaveValueSettings.Handler>()
        .AddJob<CountValue, CountValue.Handler>()
        .AddHostedService<CountDaily>()
        .AddRefusalTexts<ValueText>();

    public static void MapValue(this IEndpointRouteBuilder api)
    {
        RecordOrders.Map(api);
        ImportOrders.Map(api);
        ReadValue.Map(api);
        SaveValueSettings.Map(api);
    }
}
