using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Outreach;

/// <summary>The table of contents of this folder: we write first.</summary>
internal static class OutreachFeature
{
    public static IServiceCollection AddOutreach(this IServiceCollection services) => services
        .AddScoped<BeginConversation.Handler>()
        .AddRefusalTexts<OutreachText>();

    public static void MapOutreach(this IEndpointRouteBuilder api) => BeginConversation.Map(api);
}
