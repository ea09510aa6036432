using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Features.Chat;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Outreach;

public sealed class BeginConversationTests : DeskTest
{
    [Fact]
    public async Task We_write_first_and_nobody_waits()
    {
        var (_, personId) = await Server.HasConversationAsync("买过一台净水器");
        using var client = Server.Client();

        var begun = await client.PostAsync($"/api/v1/people/{personId}/conversations", new { inbox = "shop", subject = "滤芯到期", text = "您好，您的滤芯下周到期。" });
        await Server.RunJobsAsync(Cancel);

        var conversation = await client.ReadAsync($"/api/v1/conversations/{begun.Text("id")}");
        Assert.Equal(("open", TestServer.AgentId, "滤芯到期"), (conversation.Text("status"), conversation.GetProperty("assigneeId").GetGuid(), conversation.Text("subject")));
        Assert.Null(conversation.Text("waitingSince"));
        await using var db = Server.Database();
        var message = await db.Messages.SingleAsync(it => it.Id == begun.GetProperty("messageId").GetGuid(), Cancel);
        Assert.Equal((MessageKind.Reply, Delivery.Sent), (message.Kind, message.Delivery));
        var events = (await client.ReadAsync($"/api/v1/conversations/{begun.Text("id")}/events")).Items();
        Assert.Equal($"agent:{TestServer.AgentId}", events[0].Text("actor"));
        Assert.Equal("began", events.Single(it => it.Text("type") == "conversation.assigned").GetProperty("data").Text("reason"));
    }

    [Fact]
    public async Task A_chat_goes_on_in_the_customers_own_window_and_only_when_there_is_one()
    {
        await Server.HasInboxAsync("chat", "window");
        var (_, stranger) = await Server.HasConversationAsync("没有聊天窗口");
        using var visitor = new Visitor(Server, "window");
        var said = await visitor.SaysAsync("hello");
        using var client = Server.Client();
        var first = said.GetProperty("conversationId").GetGuid();
        var personId = (await client.ReadAsync($"/api/v1/conversations/{first}")).Text("personId");
        var request = new { inbox = "window", text = "Your parcel is here." };

        var open = await client.PostAsync($"/api/v1/people/{personId}/conversations", request, HttpStatusCode.Conflict);
        var none = await client.PostAsync($"/api/v1/people/{stranger}/conversations", request, HttpStatusCode.Conflict);
        await client.PostAsync($"/api/v1/conversations/{first}/resolve", null, HttpStatusCode.OK);
        await client.PostAsync($"/api/v1/people/{personId}/conversations", request);

        Assert.Equal(("outreach.chat_open", "outreach.no_window"), (open.Text("title"), none.Text("title")));
        Assert.Equal(["Your parcel is here."], (await visitor.SeesAsync()).GetProperty("messages").EnumerateArray().Select(it => it.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("en", "New conversation")]
    [InlineData("ja", "新しい会話")]
    [InlineData("zh-Hans", "新会话")]
    public async Task From_the_inbox_one_finds_a_person_and_writes(string language, string title)
    {
        var (_, personId) = await Server.HasConversationAsync("买过一台净水器", name: "林婉清");
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/inbox?view=all", Cancel);
        Assert.Equal(title, browser.Page.QuerySelector("a[href='/conversations/new']")!.GetAttribute("aria-label"));
        await browser.OpenAsync("/conversations/new?q=林婉清", Cancel);
        Assert.Equal($"/conversations/new?person={personId}", browser.Page.QuerySelector("a.pick-r")!.GetAttribute("href"));

        await browser.OpenAsync($"/conversations/new?person={personId}", Cancel);
        await browser.SubmitAsync("turbo-frame form", Cancel, ("inbox", browser.Page.QuerySelector("#begin-inbox option")!.GetAttribute("value")!), ("text", "您好，滤芯下周到期。"));

        Assert.Equal("/inbox/2", browser.Led);
        Assert.Equal(["您好，滤芯下周到期。"], browser.TextsOf(".msg-me .bub"));
    }

    [Fact]
    public async Task Somebody_new_is_added_and_an_empty_text_is_refused()
    {
        await Server.HasConversationAsync("第一个");
        using var browser = Server.Browser();
        await browser.OpenAsync("/conversations/new?new=true", Cancel);
        var inbox = browser.Page.QuerySelector("#begin-inbox option")!.GetAttribute("value")!;
        await browser.SubmitAsync("turbo-frame form", Cancel, ("name", "Ruth Vaughan"), ("email", "ruth@example.test"), ("inbox", inbox), ("text", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);

        await browser.SubmitAsync("turbo-frame form", Cancel, ("name", "Ruth Vaughan"), ("email", "ruth@example.test"), ("inbox", inbox), ("text", "Your tent is ready."));

        await using var db = Server.Database();
        Assert.Contains(await db.Conversations.Select(it => it.Preview).ToListAsync(Cancel), preview => preview == "Your tent is ready.");
    }

    [Fact]
    public async Task What_the_coach_holds_back_needs_a_reason_here_too()
    {
        var (_, personId) = await Server.HasConversationAsync("我要退款");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/conversations/new?person={personId}", Cancel);
        var inbox = browser.Page.QuerySelector("#begin-inbox option")!.GetAttribute("value")!;
        await browser.SubmitAsync("turbo-frame form", Cancel, ("inbox", inbox), ("text", "你懂不懂？跟你说了多少遍了，烦死了！"));
        Assert.NotNull(browser.Page.QuerySelector("#begin-reason"));

        await browser.SubmitAsync("turbo-frame form", Cancel, ("inbox", inbox), ("text", "你懂不懂？跟你说了多少遍了，烦死了！"), ("reason", "引用客户原话"));

        Assert.Equal("/inbox/2", browser.Led);
        await using var db = Server.Database();
        Assert.Contains(await db.CoachRecords.ToListAsync(Cancel), record => record is { Outcome: CoachOutcome.Overridden, Reason: "引用客户原话" });
    }
}
