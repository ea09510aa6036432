using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

[Trait("req", "OMNI-05")]
public sealed class DueScreensTests : DeskTest
{
    [Fact]
    public async Task The_view_of_due_times_has_the_nearest_first_and_says_what_is_past()
    {
        await Server.HasLevelAsync(new { name = "Everybody", targets = (object[])[.. TimedDesk.Targets(first: 60, resolution: 600), .. TimedDesk.Targets(first: 20, priority: "high")] });
        var (calm, _) = await Server.HasConversationAsync("第一位");
        var (pressing, _) = await Server.HasConversationAsync("第二位");
        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{pressing}", new { priority = "high" }, System.Net.HttpStatusCode.OK);
        var (answered, _) = await Server.HasConversationAsync("第三位");
        await Server.AnswerAsync(answered, "您好", Cancel);
        Server.Clock.Advance(TimeSpan.FromMinutes(50));

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=due", Cancel);

        Assert.Equal(["Over time", "Due soon"], browser.Page.QuerySelectorAll("h2.l-g").Select(it => it.ChildNodes.First(node => node.NodeType is AngleSharp.Dom.NodeType.Text).TextContent.Trim()));
        Assert.Equal([pressing, calm], browser.Page.QuerySelectorAll("[data-row]").Select(row => Guid.Parse(row.GetAttribute("data-row")!)));
        Assert.Equal(["30 min late", "10 min left"], browser.TextsOf(".q-w"));
        Assert.Equal("First reply: 30:00 over time", browser.Page.QuerySelector(".ring-over")!.GetAttribute("aria-label"));
        Assert.Equal(2, (await client.ReadAsync("/api/v1/conversations?view=due")).Items().Count);
        Assert.Single((await client.ReadAsync("/api/v1/conversations?due=over")).Items());
        Assert.Equal(2, (await client.ReadAsync("/api/v1/conversations?due=soon")).Items().Count);
        await client.SendAsync(HttpMethod.Get, "/api/v1/conversations?due=never", null, System.Net.HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("en", "First reply", "30 min of working time from “Everybody” (everybody), priority Normal")]
    [InlineData("ja", "最初の返信", "「Everybody」（すべてのお客様）より 営業時間で 30 分、優先度：普通")]
    [InlineData("zh-Hans", "首次回复", "上班时间 30 分钟，来自“Everybody”（所有客户），优先级：普通")]
    public async Task Above_a_conversation_stands_when_it_is_due_and_why(string language, string target, string reason)
    {
        await Server.HasLevelAsync(new { name = "Everybody", targets = TimedDesk.Targets(first: 30) });
        await Server.HasConversationAsync();
        using var browser = Server.Browser(language);

        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Contains(target, browser.Page.QuerySelector("summary.due")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(reason, browser.Page.QuerySelector("summary.due + .pop")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thread_tells_of_the_warning_and_of_the_break()
    {
        await Server.HasLevelAsync(new { name = "Everybody", targets = TimedDesk.Targets(first: 30) });
        await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(25));
        await Server.WatchAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Server.WatchAsync();
        using var browser = Server.Browser();

        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Contains("First reply is nearly due", browser.Text, StringComparison.Ordinal);
        Assert.Contains("First reply was due by", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insights_counts_the_targets_that_were_met_and_opens_the_rest()
    {
        await Server.HasLevelAsync(new { name = "Everybody", targets = TimedDesk.Targets(first: 30) });
        foreach (var minutes in new[] { 5, 10, 45 })
        {
            var (id, _) = await Server.HasConversationAsync();
            Server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Server.AnswerAsync(id, "您好", Cancel);
        }

        await Server.HasConversationAsync("还在等");
        using var client = Server.Client();
        var met = Assert.Single((await client.ReadAsync("/api/v1/reports/service-levels?period=7d")).GetProperty("figures").Items()).GetProperty("met");
        Assert.Equal((2, 3), (met.GetProperty("hits").GetInt32(), met.GetProperty("count").GetInt32()));
        Assert.Equal((3, 2, 1), (await RowsAsync("timed"), await RowsAsync("met"), await RowsAsync("missed")));
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights", Cancel);
        Assert.Contains("Service levels met", browser.TextsOf("h2"));
        await browser.OpenAsync("/insights/rows?number=missed&of=FirstReply", Cancel);
        Assert.Single(browser.Page.QuerySelectorAll(".ins-rows tbody tr"));

        async Task<int> RowsAsync(string name) => (await client.ReadAsync($"/api/v1/reports/{name}/rows?of=firstReply&period=7d")).GetProperty("count").GetInt32();
    }

    [Fact]
    public async Task The_chat_says_when_somebody_is_back()
    {
        var inbox = await Server.HasInboxAsync("chat", "window");
        var calendar = await Server.HasOfficeHoursAsync();
        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/inboxes/{inbox.Id}", new { calendarId = calendar }, System.Net.HttpStatusCode.OK);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await client.ReadAsync("/widget/window/config")).GetProperty("backAt").ValueKind);
        Server.Clock.Advance(TimeSpan.FromHours(2)); // 19:00 in Shanghai

        var closed = await client.ReadAsync("/widget/window/config");
        Assert.Equal((false, "2026-04-02T01:00:00+00:00"), (closed.GetProperty("online").GetBoolean(), closed.Text("backAt")));
    }
}
