using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Threads;

/// <summary>The table of contents of this folder: conversations that become one, become two again, or part.</summary>
internal static class ThreadsFeature
{
    public static IServiceCollection AddThreads(this IServiceCollection services) => services
        .AddScoped<MergeConversations.Handler>()
        .AddScoped<UnmergeConversations.Handler>()
        .AddScoped<SplitConversation.Handler>()
        .AddRefusalTexts<ThreadsText>();

    public static void MapThreads(this IEndpointRouteBuilder api)
    {
        MergeConversations.Map(api);
        UnmergeConversations.Map(api);
        SplitConversation.Map(api);
    }
}
