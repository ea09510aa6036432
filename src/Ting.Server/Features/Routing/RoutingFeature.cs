using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Routing;

/// <summary>The table of contents of this folder.</summary>
internal static class RoutingFeature
{
    public static IServiceCollection AddConversationRouting(this IServiceCollection services) => services
        .AddRefusalTexts<RoutingText>()
        .AddKept(RoutingBook.ReadAsync, typeof(InboxRouting), typeof(InboxSkill))
        .AddSingleton<RoutingSwitch>()
        .AddSingleton<Router>()
        .AddSingleton<HandOnConversations>()
        .AddSingleton<RoutingRounds>()
        .AddHostedService(provider => provider.GetRequiredService<RoutingRounds>())
        .AddScoped<SaveRouting.Handler>()
        .AddScoped<ReadBoard>()
        .AddJob<RouteWaiting, RouteWaiting.Handler>()
        .AddJob<StandAgain, StandAgain.Handler>()
        .AddReaction("message.received", RouteWhenOn)
        .AddReaction("conversation.reopened", RouteWhenOn)
        .AddReaction("conversation.resolved", RouteWhenOn)
        .AddReaction("conversation.snoozed", RouteWhenOn)
        .AddReaction("conversation.assigned", (provider, line) => IsByRouting(line) ? null : RouteWhenOn(provider, line))
        .AddReaction("agent.presence", RouteWhenOn)
        .AddReaction("agent.capacity", RouteWhenOn)
        .AddReaction("agent.skills", RouteWhenOn)
        .AddReaction("person.described", line => new StandAgain(line.Stream))
        .AddReaction("person.changed", line => new StandAgain(line.Stream));

    public static void MapConversationRouting(this IEndpointRouteBuilder api)
    {
        SaveRouting.Map(api);
        ReadBoard.Map(api);
    }

    private static RouteWaiting? RouteWhenOn(IServiceProvider provider, LoggedEvent line) => provider.GetRequiredService<RoutingSwitch>().IsOn() ? new RouteWaiting() : null;

    // What comes in is followed by its message, and what routing itself gives out frees nobody.
    private static bool IsByRouting(LoggedEvent line) =>
        line.Data.Contains("\"reason\":\"routed\"", StringComparison.Ordinal) || line.Data.Contains("\"reason\":\"inbox\"", StringComparison.Ordinal);
}
