using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

public sealed class ThreadTests : DeskTest
{
    [Fact]
    public async Task What_a_customer_writes_stays_text_also_where_it_is_marked()
    {
        const string Text = "<script>alert(1)</script> 你们到底能不能解决？<img src=x onerror=alert(2)> 到现在没人回，太差了！";
        await Server.HasConversationAsync(Text, name: "<b>林</b>");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);

        Assert.Equal(Text, browser.Page.QuerySelector(".msg .bub")!.TextContent);
        Assert.Empty(browser.Page.QuerySelectorAll("main script, main img, .p-aside img, .p-list b b"));
        Assert.NotEmpty(browser.Page.QuerySelectorAll(".msg mark.ev"));
    }

    [Fact]
    public void Marks_cut_a_text_without_losing_a_letter()
    {
        const string Text = "😀好的，<b>太慢</b>了！真的太慢";
        var reading = Listener.Read("x") with
        {
            Evidence = new Dictionary<string, IReadOnlyList<Span>>
            {
                ["emotion"] = [new Span(Text.IndexOf("太慢", StringComparison.Ordinal), 2, "太慢"), new Span(500, 3, "out"), new Span(0, 2, "no")],
                ["complaint"] = [new Span(Text.IndexOf("太慢", StringComparison.Ordinal), 5, Text.Substring(Text.IndexOf("太慢", StringComparison.Ordinal), 5))],
            },
        };

        var parts = EvidenceMarks.Of(Text, reading, level: -1);

        Assert.Equal(Text, string.Concat(parts.Select(part => part.Text)));
        Assert.Single(parts, part => part.Css == "ev-m1");
    }

    [Fact]
    public async Task A_colleagues_note_is_in_the_thread_and_a_program_for_customers_never_gets_it()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "这位客户很重要"), ("kind", "note"));
        Assert.Contains("这位客户很重要", browser.Page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);

        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.Equal("请问几点开门", conversation.Preview);
        Assert.NotNull(conversation.WaitingSince);
        Assert.False(await db.Jobs.AnyAsync(job => job.Name == "deliver-reply", Cancel));
    }

    [Fact]
    public async Task A_long_thread_opens_at_its_end_and_earlier_messages_follow_the_link()
    {
        var (id, _) = await Server.HasConversationAsync("消息 0");
        using var client = Server.Client();
        for (var number = 1; number <= ReadThread.PageSize + 4; number++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            using var posted = await client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = $"消息 {number}" }, Cancel);
            posted.EnsureSuccessStatusCode();
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        var newest = browser.TextsOf(".msg .bub");
        await browser.OpenAsync(browser.Page.QuerySelector(".c-more a")!.GetAttribute("href")!, Cancel);
        var earlier = browser.TextsOf(".msg .bub");

        Assert.Equal(ReadThread.PageSize, newest.Count);
        Assert.Equal($"消息 {ReadThread.PageSize + 4}", newest[^1]);
        Assert.Equal(["消息 0", "消息 1", "消息 2", "消息 3", "消息 4"], earlier);
    }

    [Fact]
    public async Task A_better_word_for_a_feeling_is_recorded_shown_and_counts_for_the_queue()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync("form[action^='/inbox/readings/']", Cancel, ("emotion", "Angry"));

        Assert.Contains("angry", browser.Page.QuerySelector(".msg .emo")!.TextContent, StringComparison.Ordinal);
        await using var db = Server.Database();
        var reading = await db.Readings.SingleAsync(Cancel);
        Assert.Equal((nameof(Emotion.Angry), TestServer.AgentId), (reading.CorrectedEmotion, reading.CorrectedBy));
        Assert.NotEqual(nameof(Emotion.Angry), reading.Emotion);
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.Equal(-2, conversation.LastLevel);
        Assert.Equal(TimeSpan.FromMinutes(30), conversation.ReplyDueAt - conversation.WaitingSince);
        Assert.Contains(await db.Events.Where(line => line.Stream == id).ToListAsync(Cancel), line => line.Type == "reading.corrected");
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("Furious")]
    public async Task A_word_that_is_none_of_ours_corrects_nothing(string emotion)
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync("form[action^='/inbox/readings/']", Cancel, ("emotion", emotion));

        await using var db = Server.Database();
        Assert.Null((await db.Readings.SingleAsync(Cancel)).CorrectedEmotion);
    }

    [Theory]
    [InlineData("true", FactStatus.Accepted)]
    [InlineData("false", FactStatus.Declined)]
    [Trait("req", "CRM-03")]
    public async Task What_a_customer_let_fall_is_kept_when_somebody_says_so(string accept, FactStatus expected)
    {
        await Server.HasConversationAsync("有紫色的款吗？紫色是我的幸运色。");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync("form.cap", Cancel, ("accept", accept));

        Assert.Empty(browser.Page.QuerySelectorAll("form.cap"));
        await using var db = Server.Database();
        var fact = await db.Facts.SingleAsync(Cancel);
        Assert.Equal((expected, TestServer.AgentId), (fact.Status, fact.DecidedBy));
    }

    [Fact]
    public async Task Who_else_is_there_is_shown_for_half_a_minute()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        var presence = (Presence)Server.Services.GetService(typeof(Presence))!;
        presence.Here(id, Guid.CreateVersion7(), "陈立", typing: false);
        presence.Here(id, TestServer.AgentId, "周予安", typing: false);
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Equal("陈 陈立 正在看", string.Join(' ', browser.TextsOf("#viewers .row > span")));
        Assert.Contains("陈立", browser.Page.QuerySelector(".q .q-v")!.TextContent, StringComparison.Ordinal);

        Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await browser.OpenAsync("/inbox/1/viewers", Cancel);
        Assert.Empty(browser.TextsOf("#viewers .row"));
    }

    [Fact]
    public async Task What_happened_is_told_in_quiet_lines()
    {
        await Server.HasConversationAsync("请问几点开门");
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync("form[action='/inbox/1/assign']", Cancel, ("to", $"agent:{colleague.Id}"));
        await browser.SubmitAsync("form[action='/inbox/1/resolve']", Cancel);

        Assert.Collection(browser.TextsOf(".sys:not([hidden])"),
            line => Assert.StartsWith("周予安 把会话分配给 陈立", line, StringComparison.Ordinal),
            line => Assert.StartsWith("周予安 结案", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_panel_says_what_is_felt_and_takes_what_an_agent_knows()
    {
        await Server.HasConversationAsync("你们到底能不能解决？我很生气！", name: "林婉清");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Contains("客户", browser.Page.QuerySelector(".heart-line")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("svg.tl"));

        await browser.SubmitAsync("form[action$='/facts']", Cancel, ("attribute", "colour.like"), ("value", "紫色"), ("source", "Ear"));
        await browser.SubmitAsync("form[action$='/dates']", Cancel, ("kind", "birthday"), ("label", "父亲寿辰"), ("month", "11"), ("day", "21"));
        await browser.SubmitAsync("aside form[action^='/people/']:has(input[name=company])", Cancel, ("name", "林婉清女士"), ("company", "禾木"), ("language", "zh-Hans"), ("tier", "diamond"));

        Assert.Contains("紫色", browser.Page.QuerySelector("aside .facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("父亲寿辰", browser.Page.QuerySelector("aside .stats")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("林婉清女士", browser.Page.QuerySelector("aside h2")!.TextContent, StringComparison.Ordinal);
    }
}
