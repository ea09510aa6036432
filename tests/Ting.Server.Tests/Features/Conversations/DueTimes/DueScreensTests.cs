using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

[Trait("req", "OMNI-05")]
public sealed class DueScreensTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.HasDeskAsync(Cancel);

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_view_of_due_times_has_the_nearest_first_and_says_what_is_past()
    {
        await _server.PromisesAsync(new { name = "Everybody", targets = (object[])[.. Promises.Targets(first: 60, resolution: 600), .. Promises.Targets(first: 20, priority: "high")] });
        var (calm, _) = await _server.HasConversationAsync("第一位");
        var (pressing, _) = await _server.HasConversationAsync("第二位");
        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{pressing}", new { priority = "high" }, System.Net.HttpStatusCode.OK);
        var (answered, _) = await _server.HasConversationAsync("第三位");
        await _server.AnswerAsync(answered, "您好", Cancel);
        _server.Clock.Advance(TimeSpan.FromMinutes(50));

        using var browser = _server.Browser();
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
        await _server.PromisesAsync(new { name = "Everybody", targets = Promises.Targets(first: 30) });
        await _server.HasConversationAsync();
        using var browser = _server.Browser(language);

        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Contains(target, browser.Page.QuerySelector("summary.due")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(reason, browser.Page.QuerySelector("summary.due + .pop")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thread_tells_of_the_warning_and_of_the_break()
    {
        await _server.PromisesAsync(new { name = "Everybody", targets = Promises.Targets(first: 30) });
        await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(25));
        await _server.WatchAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        await _server.WatchAsync();
        using var browser = _server.Browser();

        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Contains("First reply is nearly due", browser.Text, StringComparison.Ordinal);
        Assert.Contains("First reply was due by", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insights_counts_the_promises_that_were_kept_and_opens_the_rest()
    {
        await _server.PromisesAsync(new { name = "Everybody", targets = Promises.Targets(first: 30) });
        foreach (var minutes in new[] { 5, 10, 45 })
        {
            var (id, _) = await _server.HasConversationAsync();
            _server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await _server.AnswerAsync(id, "您好", Cancel);
        }

        await _server.HasConversationAsync("还在等");
        using var client = _server.Client();
        var kept = Assert.Single((await client.ReadAsync("/api/v1/reports/service-levels?period=7d")).GetProperty("figures").Items()).GetProperty("kept");
        Assert.Equal((2, 3), (kept.GetProperty("hits").GetInt32(), kept.GetProperty("count").GetInt32()));
        Assert.Equal((3, 2, 1), (await RowsAsync("promised"), await RowsAsync("kept"), await RowsAsync("broken")));
        using var browser = _server.Browser();
        await browser.OpenAsync("/insights", Cancel);
        Assert.Contains("Service levels kept", browser.TextsOf("h2"));
        await browser.OpenAsync("/insights/rows?number=broken&of=FirstReply", Cancel);
        Assert.Single(browser.Page.QuerySelectorAll(".ins-rows tbody tr"));

        async Task<int> RowsAsync(string name) => (await client.ReadAsync($"/api/v1/reports/{name}/rows?of=firstReply&period=7d")).GetProperty("count").GetInt32();
    }

    [Fact]
    public async Task The_chat_says_when_somebody_is_back()
    {
        var inbox = await _server.HasInboxAsync("chat", "window");
        var calendar = await _server.HasOfficeHoursAsync();
        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/inboxes/{inbox.Id}", new { calendarId = calendar }, System.Net.HttpStatusCode.OK);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await client.ReadAsync("/widget/window/config")).GetProperty("backAt").ValueKind);
        _server.Clock.Advance(TimeSpan.FromHours(2)); // 19:00 in Shanghai

        var closed = await client.ReadAsync("/widget/window/config");
        Assert.Equal((false, "2026-04-02T01:00:00+00:00"), (closed.GetProperty("online").GetBoolean(), closed.Text("backAt")));
    }
}
