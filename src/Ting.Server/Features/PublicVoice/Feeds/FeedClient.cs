using System.Net;
using Ting.Server.Platform.Webhooks;

namespace Ting.Server.Features.PublicVoice.Feeds;

/// <param name="Content">Null when nothing has changed since, or when it could not be had.</param>
/// <param name="Problem">The code of the sentence that says why it could not be had.</param>
/// <param name="Status">What the other side answered, where that is why.</param>
/// <param name="Wait">For how long the other side asks to be left alone.</param>
internal sealed record FeedAnswer(byte[]? Content, string? ETag, string? LastModified, string? Problem = null, int? Status = null, TimeSpan? Wait = null);

/// <summary>Fetches a feed through the same door as webhooks: so much, for so long, and only as far as a few redirections that are checked like the first address.</summary>
internal sealed class FeedClient : IDisposable
{
    public const int MostBytes = 2 * 1024 * 1024;
    private const int MostRedirections = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly OutwardDoor _door;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public FeedClient(IConfiguration configuration, TimeProvider clock)
    {
        (_door, _clock) = (new OutwardDoor(configuration), clock);
        var handler = _door.Handler();
        handler.AutomaticDecompression = DecompressionMethods.All;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <returns>Null when the address may be written down; the code of the sentence otherwise.</returns>
    public string? Problem(string address) => CodeOf(_door.Problem(address));

    public async Task<FeedAnswer> FetchAsync(string address, string? eTag, string? lastModified, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            return await FollowAsync(address, eTag, lastModified, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Trouble("feed.slow");
        }
        catch (HttpRequestException error) when (error.InnerException is WebhookRefusedException refused)
        {
            return Trouble(CodeOf(refused.Message)!);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            return Trouble("feed.away");
        }
        catch (UriFormatException) // of a redirection
        {
            return Trouble("feed.address");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FeedAnswer> FollowAsync(string address, string? eTag, string? lastModified, CancellationToken cancel)
    {
        for (var redirections = 0; ; redirections++)
        {
            if (Problem(address) is { } problem)
                return Trouble(problem);

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("Ting");
            request.Headers.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.1");
            if (eTag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", eTag);
            if (lastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } further)
            {
                if (redirections == MostRedirections)
                    return Trouble("feed.redirections");
                address = new Uri(new Uri(address), further).AbsoluteUri;
                continue;
            }

            if (answer.StatusCode is HttpStatusCode.NotModified)
                return new FeedAnswer(null, eTag, lastModified);
            if (!answer.IsSuccessStatusCode)
                return new FeedAnswer(null, null, null, "feed.status", (int)answer.StatusCode, WaitOf(answer));

            return await BodyAsync(answer, cancel) is { } content
                ? new FeedAnswer(content, Header(answer.Headers.ETag?.ToString(), 200), Header(answer.Content.Headers.TryGetValues("Last-Modified", out var given) ? given.FirstOrDefault() : null, 60))
                : Trouble("feed.too_large");
        }
    }

    // Counted as it is unpacked: a small packet can hold a very large feed.
    private static async Task<byte[]?> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        using var content = new MemoryStream();
        var part = new byte[32 * 1024];
        while (await body.ReadAsync(part, cancel) is > 0 and var read)
        {
            if (content.Length + read > MostBytes)
                return null;
            content.Write(part, 0, read);
        }

        return content.ToArray();
    }

    private TimeSpan? WaitOf(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is not { } wait ? null : wait.Delta ?? (wait.Date is { } until && until > _clock.GetUtcNow() ? until - _clock.GetUtcNow() : null);

    private static string? Header(string? given, int most) => given is { Length: > 0 } && given.Length <= most ? given : null;

    private static FeedAnswer Trouble(string code) => new(null, null, null, code);

    private static string? CodeOf(string? webhook) => webhook?.Replace("webhook.", "feed.", StringComparison.Ordinal);
}
