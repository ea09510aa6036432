using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Policies;

/// <summary>The table of contents of this folder: how customers are treated here, decided once and shown where one answers.</summary>
internal static class PoliciesFeature
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddRefusalTexts<PoliciesText>()
        .AddKept(PolicyBook.ReadAsync, typeof(ServicePolicy))
        .AddSingleton(new PanelSection(typeof(PolicySection)))
        .AddSingleton<IDraftCheck, PolicyHints>()
        .AddScoped<SavePolicy.Handler>();

    public static void MapPoliciesApi(this IEndpointRouteBuilder api) => PolicyEndpoints.Map(api);
}
