using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>The table of contents of this folder.</summary>
internal static class InboxesFeature
{
    public static IServiceCollection AddInboxes(this IServiceCollection services) => services
        .AddRefusalTexts<InboxesText>()
        .AddScoped<SaveInbox.Handler>()
        .AddScoped<SignInbox.Handler>();

    public static void MapInboxes(this IEndpointRouteBuilder api) => InboxEndpoints.Map(api);
}
