using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class ConversationTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_first_message_begins_a_conversation_and_the_key_opens_it_again()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);

        var sent = await visitor.SaysAsync("净饮机第二次漏水了", new { language = "zh-Hans", topic = "product", name = "林女士", order = "HM-20260812-0931", mood = true, page = "https://shop.test/p?user=7", title = "S2" });

        var seen = await visitor.SeesAsync();
        Assert.Equal(1, sent.GetProperty("number").GetInt64());
        Assert.Equal("净饮机第二次漏水了", seen.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal(sent.GetProperty("message").GetProperty("clientId").GetString(), seen.GetProperty("messages")[0].GetProperty("clientId").GetString());
        await using var db = _server.Database();
        var conversation = await db.Conversations.SingleAsync(Cancel);
        Assert.Equal("产品问题 · HM-20260812-0931", conversation.Subject);
        Assert.Equal("林女士", (await db.People.SingleAsync(Cancel)).Name);
        Assert.Contains(await db.Facts.ToListAsync(Cancel), fact => fact is { Attribute: "orderNumber", Value: "HM-20260812-0931" });
        Assert.Contains(await db.Facts.ToListAsync(Cancel), fact => fact is { Attribute: "page", Value: "S2 https://shop.test/p" }); // what follows the ? may name people
    }

    [Fact]
    public async Task A_first_message_whose_answer_was_lost_is_stored_once()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var start = new { key = Visitor.NewKey(), language = "ja" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => visitor.SendAsync("こんにちは", "client-id-1", start)));

        var sent = await Task.WhenAll(answers.Select(answer => answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(sent.Select(it => it.GetProperty("session").GetString()).Distinct());
        Assert.Single(sent.Select(it => it.GetProperty("message").GetProperty("id").GetGuid()).Distinct());
        await using var db = _server.Database();
        Assert.Equal(1, await db.Messages.CountAsync(Cancel));
        Assert.Equal(1, await db.Conversations.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_later_message_sent_twice_is_stored_once()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("one");

        using var first = await visitor.SendAsync("two", "client-id-2");
        using var second = await visitor.SendAsync("two", "client-id-2");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(2, (await visitor.SeesAsync()).GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData("session"), InlineData("events")]
    public async Task A_key_that_opens_nothing_here_reads_nothing(string path)
    {
        await _server.HasInboxAsync("chat");
        await _server.HasInboxAsync("chat", "other");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("secret");
        using var elsewhere = new Visitor(_server, "other") { Token = visitor.Token };
        using var stranger = new Visitor(_server) { Token = Visitor.NewKey() };
        using var nobody = new Visitor(_server);

        foreach (var who in (Visitor[])[elsewhere, stranger, nobody])
        {
            using var response = await who.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("chat.not_found", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("title").GetString());
        }
    }

    [Theory]
    [InlineData("messages"), InlineData("typing"), InlineData("read"), InlineData("email"), InlineData("mood"), InlineData("rating"), InlineData("end")]
    public async Task A_strangers_key_changes_nothing(string path)
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("secret");
        using var stranger = new Visitor(_server) { Token = Visitor.NewKey() };

        using var response = await stranger.PostAsync(path, new { clientId = "client-id-3", text = "x", on = true, upTo = Guid.CreateVersion7(), email = "a@example.test", score = 1 });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(2)>", "<script>alert(1)</script><img src=x onerror=alert(2)>")]
    [InlineData("a\u0007b\u001bc", "abc")]
    [InlineData("\u202eevil\u202c مرحبا 👩‍👩‍👧 🇯🇵", "\u202eevil\u202c مرحبا 👩‍👩‍👧 🇯🇵")]
    [InlineData("  \r\nline one\r\nline two\t! ", "line one\nline two\t!")]
    public async Task What_is_written_comes_back_as_text(string written, string shown)
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);

        await visitor.SaysAsync(written, new { language = "en", name = written });

        Assert.Equal(shown, (await visitor.SeesAsync()).GetProperty("messages")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("en", "too long"), InlineData("ja", "長すぎます"), InlineData("zh-Hans", "太长")]
    [Trait("req", "LANG-01")]
    public async Task A_text_that_is_too_long_is_refused_in_the_customers_language(string language, string words)
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server, language: language);

        using var response = await visitor.SendAsync(new string('长', 10_001), start: new { language });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await using var db = _server.Database();
        Assert.Empty(await db.Messages.ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_empty_message_is_refused()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);

        using var response = await visitor.SendAsync(" \u0007\n ");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("chat.text_missing", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Notes_among_colleagues_are_never_shown()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var id = (await visitor.SaysAsync("hello")).GetProperty("conversationId").GetGuid();
        using var agent = _server.Client();

        using var note = await agent.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { kind = "note", text = "difficult one" }, Cancel);
        using var reply = await agent.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "Good afternoon" }, Cancel);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (note.StatusCode, reply.StatusCode));
        var messages = (await visitor.SeesAsync()).GetProperty("messages").EnumerateArray().Select(it => (it.GetProperty("from").GetString(), it.GetProperty("text").GetString())).ToList();
        Assert.Equal([("customer", "hello"), ("agent", "Good afternoon")], messages);
    }

    [Fact]
    public async Task What_the_customer_has_read_the_agent_sees()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var id = (await visitor.SaysAsync("hello")).GetProperty("conversationId").GetGuid();
        using var agent = _server.Client();
        using var _ = await agent.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "Good afternoon" }, Cancel);
        var reply = (await visitor.SeesAsync()).GetProperty("messages")[1];
        Assert.False(reply.GetProperty("read").GetBoolean());

        using var response = await visitor.PostAsync("read", new { upTo = reply.GetProperty("id").GetGuid() });
        await _server.RunJobsAsync(Cancel);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await using var db = _server.Database();
        Assert.Equal(Delivery.Read, (await db.Messages.SingleAsync(it => it.Kind == MessageKind.Reply, Cancel)).Delivery);
    }

    [Fact]
    public async Task An_address_that_is_somebody_elses_never_joins_their_record()
    {
        await _server.HasInboxAsync("chat");
        await _server.HasInboxAsync("api", "api");
        var (_, owner) = await _server.HasConversationAsync("hello", "api", "Owner", "owner@example.test");
        using var visitor = new Visitor(_server);

        await visitor.SaysAsync("hello", new { language = "en", email = "Owner@example.test" });

        await using var db = _server.Database();
        var person = await db.Conversations.Where(it => it.PersonId != owner).Select(it => it.PersonId).SingleAsync(Cancel);
        Assert.Equal(owner, (await db.Identities.SingleAsync(it => it.Kind == "email", Cancel)).PersonId);
        Assert.Contains(await db.Facts.Where(it => it.PersonId == person).ToListAsync(Cancel), fact => fact is { Attribute: "email", Value: "owner@example.test" });
    }

    [Fact]
    public async Task An_address_left_later_is_kept_and_a_wrong_one_refused()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("hello");

        using var wrong = await visitor.PostAsync("email", new { email = "not an address" });
        using var right = await visitor.PostAsync("email", new { email = "lin@example.test" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (wrong.StatusCode, right.StatusCode));
        Assert.Equal("lin@example.test", (await visitor.SeesAsync()).GetProperty("conversation").GetProperty("email").GetString());
        await using var db = _server.Database();
        Assert.False((await db.Identities.SingleAsync(Cancel)).Verified);
    }
}
