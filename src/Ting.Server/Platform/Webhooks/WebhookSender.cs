using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ting.Server.Platform.Webhooks;

/// <summary>Nothing that another attempt could mend.</summary>
/// <param name="code">Of the sentence that says why.</param>
public sealed class WebhookRefusedException(string code) : Exception(code);

/// <summary>
/// Hands a body to an address that somebody gave: signed, without following anybody further, and through the <see cref="OutwardDoor"/>.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    public const string SignatureHeader = "X-Ting-Signature";
    public const string TimestampHeader = "X-Ting-Timestamp";
    public const string DeliveryHeader = "X-Ting-Delivery";

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly OutwardDoor _door;

    public WebhookSender(IConfiguration configuration, TimeProvider clock)
    {
        _clock = clock;
        _door = new OutwardDoor(configuration);
        _http = new HttpClient(_door.Handler())
        {
            Timeout = TimeSpan.FromSeconds(20),
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    /// <returns>Null when the address may be written down; the code of the sentence otherwise.</returns>
    public string? Problem(string address) => _door.Problem(address);

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
}
