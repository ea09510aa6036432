using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Scheduling;

public sealed class ScheduledReplyTests : DeskTest
{
    public ScheduledReplyTests() => Server.Settings["Desk:UndoSeconds"] = "10";

    [Fact]
    public async Task A_reply_waits_for_its_time_and_is_sent_then_by_its_author()
    {
        var (id, _) = await Server.HasConversationAsync("修好了吗");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var client = Server.Client();
        var at = Server.Clock.GetUtcNow().AddHours(2);

        var held = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "今天能用了吗？", sendAt = at });
        await RunAsync(TimeSpan.FromHours(1.9));
        Assert.True(held.GetProperty("scheduled").GetBoolean());
        Assert.Single((await client.ReadAsync($"/api/v1/conversations/{id}/scheduled")).Items());
        Assert.Empty(await RepliesAsync());

        await RunAsync(TimeSpan.FromHours(0.2));

        var sent = Assert.Single(await RepliesAsync());
        Assert.Equal(("今天能用了吗？", (Guid?)TestServer.AgentId, Delivery.Sent), (sent.Text, sent.AuthorId, sent.Delivery));
        Assert.Empty((await client.ReadAsync($"/api/v1/conversations/{id}/scheduled")).Items());
        Assert.Equal(["reply.scheduled", "message.sent"], (await TypesAsync(client, id)).Where(type => type is "reply.scheduled" or "message.sent"));
        Assert.Equal(0, (await ConversationAsync()).HeldReplies);
    }

    [Fact]
    public async Task It_is_not_sent_when_the_customer_writes_first_and_the_thread_says_so()
    {
        var (id, _) = await Server.HasConversationAsync("修好了吗");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "还有问题吗？", sendAt = Server.Clock.GetUtcNow().AddDays(1) });
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = "又坏了" });
        await RunAsync(TimeSpan.Zero);

        var stopped = Assert.Single((await client.ReadAsync($"/api/v1/conversations/{id}/scheduled")).Items());
        Assert.Equal("stopped", stopped.Text("state"));
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        Assert.Contains("the customer wrote first", browser.Page.QuerySelector(".msg-held")!.TextContent, StringComparison.Ordinal);

        await RunAsync(TimeSpan.FromDays(2));
        Assert.Empty(await RepliesAsync());
        var line = (await EventsAsync(client, id)).Single(it => it.Text("type") == "reply.stopped");
        Assert.Equal(("system", "customer-wrote"), (line.Text("actor"), line.GetProperty("data").Text("reason")));
    }

    [Fact]
    public async Task The_job_itself_looks_whether_the_customer_wrote_first()
    {
        var (id, _) = await Server.HasConversationAsync("修好了吗");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "还有问题吗？", sendAt = Server.Clock.GetUtcNow().AddMinutes(1) });
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = "又坏了" });

        await RunAsync(TimeSpan.Zero); // both jobs are due; the send comes first

        Assert.Empty(await RepliesAsync());
    }

    [Fact]
    public async Task A_waiting_reply_can_be_taken_back_and_the_log_says_by_whom()
    {
        var (id, _) = await Server.HasConversationAsync("修好了吗");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var client = Server.Client();
        var held = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "还有问题吗？", sendAt = Server.Clock.GetUtcNow().AddHours(1) });

        using var answer = await client.DeleteAsync($"/api/v1/conversations/{id}/scheduled/{held.Text("id")}", Cancel);
        await RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(await RepliesAsync());
        Assert.Equal($"agent:{TestServer.AgentId}", (await EventsAsync(client, id)).Single(it => it.Text("type") == "reply.cancelled").Text("actor"));
    }

    [Theory]
    [InlineData("reply", -1, "reply.time_is_past")]
    [InlineData("reply", 9000, "reply.time_too_far")]
    [InlineData("note", 1, "reply.only_replies_wait")]
    public async Task What_cannot_wait_is_refused_in_words(string kind, int hours, string code)
    {
        var (id, _) = await Server.HasConversationAsync("修好了吗");
        using var client = Server.Client();

        var problem = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind, text = "稍后", sendAt = Server.Clock.GetUtcNow().AddHours(hours) }, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
    }

    [Fact]
    public async Task What_an_agent_sends_can_be_taken_back_for_ten_seconds_and_its_words_come_back()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开们。"));
        await RunAsync(TimeSpan.FromSeconds(9));
        Assert.Equal(["九点开们。"], browser.TextsOf(".msg-held .held-b"));
        Assert.Empty(await RepliesAsync());

        await browser.SubmitAsync(".msg-held form[action$=back]", Cancel);
        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await RepliesAsync());
        Assert.Empty(browser.TextsOf(".msg-held"));
        Assert.Equal("九点开们。", browser.Page.QuerySelector("textarea.draft")!.TextContent);
    }

    [Fact]
    public async Task Nobody_takes_it_back_so_it_goes_out_with_its_resolution_and_only_once()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        var form = browser.Page.QuerySelector(".comp input[name=clientId]")!.GetAttribute("value")!;
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"), ("resolve", "1"));
        Assert.Equal(ConversationStatus.Open, (await ConversationAsync()).Status);

        await RunAsync(TimeSpan.FromSeconds(11));
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"), ("clientId", form), ("resolve", "1")); // a browser that tries again
        await RunAsync(TimeSpan.FromSeconds(11));

        Assert.Equal("九点开门。", Assert.Single(await RepliesAsync()).Text);
        Assert.Equal(ConversationStatus.Resolved, (await ConversationAsync()).Status);
    }

    [Fact]
    public async Task A_customer_who_writes_within_the_ten_seconds_is_answered_all_the_same()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"));
        Server.Clock.Advance(TimeSpan.FromSeconds(2));
        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = "在吗" });

        await RunAsync(TimeSpan.FromSeconds(9));

        Assert.Single(await RepliesAsync());
    }

    [Fact]
    public async Task The_reply_box_sends_later_and_sends_now()
    {
        await Server.HasConversationAsync("请问几点开门");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "明早再联系您。"), ("later", "tomorrow"));
        Assert.Equal(["明早再联系您。"], browser.TextsOf(".msg-held .held-b"));
        await using (var db = Server.Database())
            Assert.InRange((await db.ScheduledReplies.SingleAsync(Cancel)).SendAt - Server.Clock.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromHours(34));

        await browser.SubmitAsync(".msg-held form[action$=now]", Cancel);
        await RunAsync(TimeSpan.Zero);

        Assert.Single(await RepliesAsync());
    }

    [Fact]
    public async Task A_program_sends_at_once_unless_it_asks_for_the_seconds()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        using var client = Server.Client();

        var now = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "九点。" });
        var held = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "六点关门。", undo = true });

        Assert.False(now.GetProperty("scheduled").GetBoolean());
        Assert.True(held.GetProperty("scheduled").GetBoolean());
        Assert.Equal(["九点。"], (await RepliesAsync()).Select(it => it.Text));
        await RunAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(2, (await RepliesAsync()).Count);
    }

    private async Task RunAsync(TimeSpan later)
    {
        Server.Clock.Advance(later);
        await Server.RunJobsAsync(Cancel);
    }

    private async Task<List<Message>> RepliesAsync()
    {
        await using var db = Server.Database();
        return await db.Messages.Where(it => it.Kind == MessageKind.Reply).OrderBy(it => it.At).ToListAsync(Cancel);
    }

    private async Task<Conversation> ConversationAsync()
    {
        await using var db = Server.Database();
        return await db.Conversations.SingleAsync(Cancel);
    }

    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(HttpClient client, Guid id) => (await client.ReadAsync($"/api/v1/conversations/{id}/events")).Items();

    private static async Task<IEnumerable<string?>> TypesAsync(HttpClient client, Guid id) => (await EventsAsync(client, id)).Select(it => it.Text("type"));
}
