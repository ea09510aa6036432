using Ting.Server.Platform.Live;

namespace Ting.Server.Channels.Chat;

/// <summary>The customer's window reads the stored message itself; sending is telling it to look.</summary>
internal sealed class ChatChannel(LiveFeed live) : IChannel
{
    public string Kind => "chat";

    public Task<DeliveryReport> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        live.Publish($"visitor:{message.ConversationId}");
        return Task.FromResult(DeliveryReport.Accepted);
    }
}
