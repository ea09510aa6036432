using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Ting.Server.Platform.Webhooks;

/// <summary>Nothing that another attempt could mend.</summary>
/// <param name="code">Of the sentence that says why.</param>
public sealed class WebhookRefusedException(string code) : Exception(code);

/// <summary>
/// Hands a body to an address that somebody gave: signed, without following anybody further, and never into our own network unless <c>Webhooks:AllowPrivate</c> says so.
/// The name is looked up and checked at the moment of connecting, so that a name which changes its mind is no way in.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    public const string SignatureHeader = "X-Ting-Signature";
    public const string TimestampHeader = "X-Ting-Timestamp";
    public const string DeliveryHeader = "X-Ting-Delivery";

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly bool _allowsPrivate;

    public WebhookSender(IConfiguration configuration, TimeProvider clock)
    {
        _clock = clock;
        _allowsPrivate = configuration.GetValue("Webhooks:AllowPrivate", false);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            Timeout = TimeSpan.FromSeconds(20),
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

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

    /// <summary>sha256= and HMAC-SHA256 of "timestamp.body" in hexadecimal.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    /// <exception cref="WebhookRefusedException">Another attempt would end the same way.</exception>
    /// <exception cref="HttpRequestException">Another attempt may do.</exception>
    public async Task SendAsync(string address, string secret, string delivery, string body, CancellationToken cancel)
    {
        if (Problem(address) is { } problem)
            throw new WebhookRefusedException(problem);

        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(secret, timestamp, body));
        request.Headers.Add(DeliveryHeader, delivery);
        request.Headers.UserAgent.ParseAdd("Ting");
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException error) when (error.InnerException is WebhookRefusedException refused)
        {
            throw refused;
        }

        using (answer)
        {
            var status = (int)answer.StatusCode;
            if (status is >= 300 and < 500 and not (408 or 425 or 429))
                throw new WebhookRefusedException($"HTTP {status}");
            answer.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => _http.Dispose();

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
