using Ting.Server.Channels.Api;
using Ting.Server.Channels.Chat;

namespace Ting.Server.Channels;

internal static class ChannelsSetup
{
    /// <summary>A new channel is one folder and one line here.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<ChannelDirectory>()
        .AddSingleton<IChannel, ApiChannel>()
        .AddSingleton<IChannel, ChatChannel>();
}
