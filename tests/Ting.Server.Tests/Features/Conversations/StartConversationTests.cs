using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

public sealed class StartConversationTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_a_customer_says_is_stored_with_its_reading_its_events_and_its_words()
    {
        await _server.HasInboxAsync();

        var (id, _) = await _server.HasConversationAsync("我要退款");

        await using var db = _server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.Equal(1, conversation.Number);
        Assert.NotNull(conversation.WaitingSince);
        Assert.Equal("我要退款", (await db.Messages.SingleAsync(Cancel)).Text);
        Assert.Single(await db.Readings.ToListAsync(Cancel));
        Assert.Equal([1, 2], await db.Events.Where(line => line.Stream == id).OrderBy(line => line.Sequence).Select(line => line.Sequence).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Many_at_once_get_numbers_without_gaps_and_events_without_gaps()
    {
        await _server.HasInboxAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => _server.HasConversationAsync($"消息 {number}")));

        await using var db = _server.Database();
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), await db.Conversations.OrderBy(it => it.Number).Select(it => it.Number).ToListAsync(Cancel));
        var positions = await db.Events.OrderBy(line => line.Position).Select(line => line.Position).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(number => (long)number), positions);
    }

    [Fact]
    public async Task Two_at_once_with_one_external_id_become_one_conversation()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsJsonAsync(
            "/api/v1/conversations", new { inbox = "shop", text = "hello", externalId = "order-1" }, Cancel)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        await using var db = _server.Database();
        Assert.Equal(1, await db.Conversations.CountAsync(Cancel));
    }

    [Fact]
    public async Task Many_messages_at_once_in_one_conversation_are_all_kept_in_order()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => client.PostAsJsonAsync(
            $"/api/v1/conversations/{id}/messages", new { kind = "customer", text = $"第 {number} 条" }, Cancel)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        await using var db = _server.Database();
        Assert.Equal(Enumerable.Range(1, 12), await db.Events.Where(line => line.Stream == id).OrderBy(line => line.Sequence).Select(line => line.Sequence).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_unknown_inbox_is_refused_by_name()
    {
        using var client = _server.Client();

        using var response = await client.PostAsJsonAsync("/api/v1/conversations", new { inbox = "nowhere", text = "hello" }, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("inbox.not_found", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("title").GetString());
    }
}
