namespace Ting.Server.Channels.Api;

/// <summary>A program fetches its replies itself, from the messages or the change feed: storing one is delivering it.</summary>
internal sealed class ApiChannel : IChannel
{
    public string Kind => "api";

    public Task<DeliveryReport> SendAsync(OutgoingMessage message, CancellationToken cancel) => Task.FromResult(DeliveryReport.Accepted);
}
