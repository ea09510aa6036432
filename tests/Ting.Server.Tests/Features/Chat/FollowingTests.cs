using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class FollowingTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task An_answer_arrives_while_the_line_is_open()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var sent = await visitor.SaysAsync("hello");

        var heard = await visitor.HearsAsync(sent.GetProperty("lastEventId").GetString(), "message", 1, () => AnswersAsync(sent.GetProperty("conversationId").GetGuid(), "Good afternoon"));

        Assert.Equal("Good afternoon", heard[0].Data.GetProperty("text").GetString());
        Assert.Equal("周予安", heard[0].Data.GetProperty("author").GetString());
    }

    [Fact]
    public async Task Who_comes_back_hears_everything_that_was_missed_once_and_in_order()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var sent = await visitor.SaysAsync("hello");
        var id = sent.GetProperty("conversationId").GetGuid();
        await AnswersAsync(id, "one");
        var first = await visitor.HearsAsync(sent.GetProperty("lastEventId").GetString(), "message", 1);
        foreach (var text in (string[])["two", "three", "four"])
            await AnswersAsync(id, text);

        var missed = await visitor.HearsAsync(first[0].EventId, "message", 3);

        Assert.Equal(["two", "three", "four"], missed.Select(it => it.Data.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task The_line_ends_with_the_conversation_that_was_forgotten()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var sent = await visitor.SaysAsync("hello");

        var heard = await visitor.HearsAsync(sent.GetProperty("lastEventId").GetString(), "message", count: 99, async () => (await visitor.ForgetAsync()).Dispose());

        Assert.Empty(heard);
    }

    [Fact]
    public async Task A_place_in_another_conversation_starts_from_the_beginning()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("hello");

        var heard = await visitor.HearsAsync("999-12", "message", 1);

        Assert.Equal("hello", heard[0].Data.GetProperty("text").GetString());
    }

    [Fact]
    [Trait("req", "OMNI-07")]
    [Trait("req", "NEED-16")]
    public async Task Who_waits_is_told_their_place()
    {
        await _server.HasInboxAsync("chat");
        await AgentIsThereAsync();
        using var first = new Visitor(_server);
        using var second = new Visitor(_server);
        await first.SaysAsync("hello");
        _server.Clock.Advance(TimeSpan.FromSeconds(10));

        var sent = await second.SaysAsync("hello too");

        Assert.Equal(2, sent.GetProperty("queue").GetProperty("position").GetInt32());
        await AnswersAsync((await first.SeesAsync()).GetProperty("conversation").GetProperty("id").GetGuid(), "Good afternoon");
        _server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await second.SeesAsync()).GetProperty("conversation").GetProperty("queue").GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task Nobody_is_promised_a_place_when_nobody_is_there()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);

        var sent = await visitor.SaysAsync("hello");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, sent.GetProperty("queue").ValueKind);
        using var config = await visitor.GetAsync("config");
        Assert.False((await config.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancel)).GetProperty("online").GetBoolean());
    }

    [Fact]
    [Trait("req", "SAT-04")]
    public async Task After_the_end_the_customer_is_asked_and_the_answer_is_kept()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var sent = await visitor.SaysAsync("thank you");
        using var early = await visitor.PostAsync("rating", new { score = 5 });
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        using var end = await visitor.PostAsync("end", new { });
        var status = await visitor.HearsAsync(sent.GetProperty("lastEventId").GetString(), "status", 1);
        using var rating = await visitor.PostAsync("rating", new { score = 4, reasons = new[] { "understanding", "speed", "<script>" }, comment = "  很好\u0007 " });

        Assert.Equal(("resolved", true), (status[0].Data.GetProperty("status").GetString(), status[0].Data.GetProperty("askRating").GetBoolean()));
        Assert.Equal(HttpStatusCode.NoContent, rating.StatusCode);
        await using var db = _server.Database();
        var kept = await db.SatisfactionRatings.SingleAsync(Cancel);
        Assert.Equal((4, "understanding,speed", "很好"), (kept.Score, kept.Reasons, kept.Comment));
        Assert.False((await visitor.SeesAsync()).GetProperty("conversation").GetProperty("askRating").GetBoolean());
    }

    [Theory]
    [InlineData(0), InlineData(6), InlineData(-1)]
    public async Task A_score_outside_the_five_is_refused(int score)
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("thank you");
        using var end = await visitor.PostAsync("end", new { });

        using var rating = await visitor.PostAsync("rating", new { score });

        Assert.Equal(HttpStatusCode.BadRequest, rating.StatusCode);
    }

    [Fact]
    public async Task A_new_matter_after_the_end_is_a_new_conversation_of_the_same_person()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var first = await visitor.SaysAsync("one", new { language = "en", name = "Ms Lin" });
        using var end = await visitor.PostAsync("end", new { });

        var again = await visitor.SaysAsync("two", new { language = "en", topic = "other" });

        Assert.NotEqual(first.GetProperty("number").GetInt64(), again.GetProperty("number").GetInt64());
        await using var db = _server.Database();
        Assert.Single(await db.Conversations.Select(it => it.PersonId).Distinct().ToListAsync(Cancel));
    }

    [Fact]
    public async Task One_more_word_opens_a_resolved_conversation_again()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var first = await visitor.SaysAsync("one");
        using var end = await visitor.PostAsync("end", new { });

        var more = await visitor.SaysAsync("one more thing");

        Assert.Equal(first.GetProperty("number").GetInt64(), more.GetProperty("number").GetInt64());
        Assert.Equal("open", (await visitor.SeesAsync()).GetProperty("conversation").GetProperty("status").GetString());
    }

    private async Task AnswersAsync(Guid conversationId, string text)
    {
        using var agent = _server.Client();
        using var response = await agent.PostAsJsonAsync($"/api/v1/conversations/{conversationId}/messages", new { kind = "reply", text }, Cancel);
        response.EnsureSuccessStatusCode();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task AgentIsThereAsync()
    {
        await using var db = _server.Database();
        (await db.Agents.SingleAsync(it => it.Id == TestServer.AgentId, Cancel)).Seen(_server.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancel);
    }
}
