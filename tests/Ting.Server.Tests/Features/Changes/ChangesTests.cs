using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Changes;

public sealed class ChangesTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_feed_has_everything_once_and_in_order()
    {
        await _server.HasInboxAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => _server.HasConversationAsync($"消息 {number}")));
        using var client = _server.Client();

        var positions = new List<long>();
        long after = 0;
        while (true)
        {
            var part = await client.ReadAsync($"/api/v1/changes?after={after}&limit=7");
            if (part.Items().Count == 0)
                break;
            positions.AddRange(part.Items().Select(it => it.GetProperty("position").GetInt64()));
            after = part.GetProperty("after").GetInt64();
        }

        Assert.Equal(Enumerable.Range(1, positions.Count).Select(number => (long)number), positions);
        Assert.True(positions.Count >= 36); // a person, a conversation and a message each
    }

    [Fact]
    public async Task The_stream_greets_at_once_goes_on_where_it_was_left_and_brings_what_is_new()
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync();
        using var client = _server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes/stream");
        request.Headers.Add("Last-Event-ID", "1");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["1", "2", "3"], [await NextIdAsync(reader), await NextIdAsync(reader), await NextIdAsync(reader)]);
        await _server.HasConversationAsync("new");
        Assert.Equal("4", await NextIdAsync(reader));
    }

    private static async Task<string> NextIdAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                return line[4..];
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
