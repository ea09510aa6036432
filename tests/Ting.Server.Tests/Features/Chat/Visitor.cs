using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

/// <summary>A customer's browser as the server sees it.</summary>
internal sealed class Visitor(TestServer server, string inbox = "shop", string language = "en") : IDisposable
{
    private readonly HttpClient _http = server.Client(language);

    public string? Token
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    public static string NewKey() => System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    public Task<HttpResponseMessage> SendAsync(string text, string? clientId = null, object? start = null, string? identity = null, Guid[]? files = null) =>
        PostAsync("messages", new { clientId = clientId ?? Guid.CreateVersion7().ToString(), text, files = files ?? [], start, identity });

    /// <summary>Sends and remembers the key, as the window does.</summary>
    public async Task<JsonElement> SaysAsync(string text, object? start = null, string? identity = null, Guid[]? files = null)
    {
        using var response = await SendAsync(text, start: start ?? (Token is null ? new { language } : null), identity: identity, files: files);
        response.EnsureSuccessStatusCode();
        var sent = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Token = sent.GetProperty("session").GetString();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return sent;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => _http.PostAsJsonAsync($"/widget/{inbox}/{path}", body, Cancel);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync($"/widget/{inbox}/{path}", Cancel);

    public Task<HttpResponseMessage> ForgetAsync() => _http.DeleteAsync($"/widget/{inbox}/me", Cancel);

    public async Task<JsonElement> SeesAsync()
    {
        using var response = await GetAsync("session");
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    public async Task<HttpResponseMessage> UploadAsync(byte[] content, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await _http.PostAsync($"/widget/{inbox}/files", form, Cancel);
    }

    /// <summary>Follows the conversation from a place until so many events of this kind have come.</summary>
    public async Task<List<SseItem<JsonElement>>> HearsAsync(string? lastEventId, string kind, int count, Func<Task>? meanwhile = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/{inbox}/events");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        var heard = new List<SseItem<JsonElement>>();
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync(Cancel))
        {
            if (item.EventType == "ping" && meanwhile is not null)
            {
                var act = meanwhile;
                meanwhile = null;
                await act();
            }

            if (item.EventType == kind)
                heard.Add(item);
            if (heard.Count == count)
                break;
        }

        return heard;
    }
}
