using System.Net;
using System.Net.Sockets;

namespace Ting.Server.Platform.Webhooks;

/// <summary>
/// The way out to addresses that somebody gave, for webhooks and for whatever is fetched: never into our own network unless <c>Webhooks:AllowPrivate</c> says so.
/// The name is looked up and checked at the moment of connecting, so that a name which changes its mind is no way in.
/// </summary>
public sealed class OutwardDoor(IConfiguration configuration)
{
    private readonly bool _allowsPrivate = configuration.GetValue("Webhooks:AllowPrivate", false);

    /// <returns>Null when the address may be written down; the code of the sentence otherwise.</returns>
    public string? Problem(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Scheme is not ("https" or "http"))
            return "webhook.address";
        if (_allowsPrivate)
            return null;
        if (uri.Scheme is not "https")
            return "webhook.https";
        return (IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var ip) && !PublicAddress.Is(ip)) || uri.IsLoopback ? "webhook.private" : null;
    }

    /// <summary>Follows nobody further and keeps nothing; what it may not reach ends in a <see cref="WebhookRefusedException"/> within the exception of the request.</summary>
    public SocketsHttpHandler Handler() =>
        new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        IPAddress[] allowed = [.. found.Where(address => _allowsPrivate || PublicAddress.Is(address))];
        if (found.Length > 0 && allowed.Length == 0)
            throw new WebhookRefusedException("webhook.private");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
