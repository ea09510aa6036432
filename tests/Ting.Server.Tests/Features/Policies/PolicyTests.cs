using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Policies;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Cases;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Policies;

[Trait("req", "POL-01")]
public sealed class PolicyTests : DeskTest
{
    private const string Policies = "/api/v1/service-policies";
    private const string Angry = "你们的快递摔坏了我的花瓶，太过分了，我要投诉！";

    [Fact]
    public async Task Nothing_is_decided_until_somebody_decides_and_then_it_holds_everywhere_and_is_logged()
    {
        var before = (await Client.ReadAsync(Policies)).GetProperty("everywhere");
        Assert.Equal((3, false, false, 0), (before.GetProperty("rings").GetInt32(), before.GetProperty("apologiseFirst").GetBoolean(), before.GetProperty("trust").GetBoolean(), before.GetProperty("version").GetInt32()));

        await DecideAsync(new { opening = new { zh = " 您好，{company}，我是{agent}。 ", ja = "", en = "" }, rings = 4, apologiseFirst = true, trust = true, version = 0 });
        await DecideAsync(new { opening = new { zh = "您好，{company}，我是{agent}。", ja = "", en = "" }, rings = 4, apologiseFirst = true, trust = true }); // the same again is no change

        var after = (await Client.ReadAsync(Policies)).GetProperty("everywhere");
        Assert.Equal(("您好，{company}，我是{agent}。", 4, true, 1), (after.GetProperty("opening").Text("zh"), after.GetProperty("rings").GetInt32(), after.GetProperty("trust").GetBoolean(), after.GetProperty("version").GetInt32()));
        await using var db = Server.Database();
        var line = await db.Events.SingleAsync(it => it.StreamKind == ServicePolicy.StreamKind, Cancel);
        Assert.Equal((ServicePolicy.Changed, $"agent:{TestServer.AgentId}"), (line.Type, line.Actor));
        var said = JsonDocument.Parse(line.Data).RootElement;
        Assert.Equal((JsonValueKind.Null, 4), (said.GetProperty("before").GetProperty("rings").ValueKind, said.GetProperty("after").GetProperty("rings").GetInt32()));
    }

    [Fact]
    public async Task An_inbox_may_differ_and_the_rest_of_it_is_as_everywhere()
    {
        await Server.HasConversationAsync(Angry);
        var inbox = await InboxAsync();
        await DecideAsync(new { opening = new { zh = "您好，{company}。", ja = "", en = "Hello, {company}." }, apologiseFirst = true, trust = true });
        await Client.SendAsync(HttpMethod.Put, $"{Policies}/{inbox}", new { opening = new { zh = "这里是{company}，{agent}为您服务。", ja = "", en = "" }, apologiseFirst = false }, HttpStatusCode.OK);

        await using var db = Server.Database();
        var book = await PolicyBook.ReadAsync(db, Cancel);
        var here = book.For(inbox);
        Assert.Equal(("这里是禾木，小林为您服务。", "Hello, 禾木.", (string?)null), (here.OpeningIn("zh-Hans", "小林", "禾木"), here.OpeningIn("en", "小林", "禾木"), here.OpeningIn("ja", "小林", "禾木")));
        Assert.Equal((false, true), (here.ApologiseFirst, here.Trust));
        Assert.Equal((true, true), (book.For(Guid.CreateVersion7()).ApologiseFirst, book.For(Guid.CreateVersion7()).Trust));
        Assert.Empty(await RulesAsync("我帮您查一下物流。"));
        Assert.Equal([PolicyCheck.TrustRule], await RulesAsync("麻烦提供一下购物小票。"));
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_changes_nothing()
    {
        foreach (var (body, code) in new (object, string)[] { (new { rings = 0 }, "policy.rings"), (new { rings = 11 }, "policy.rings"), (new { opening = new { zh = new string('好', 301), ja = "", en = "" } }, "policy.opening") })
            Assert.Equal(code, (await Client.SendAsync(HttpMethod.Put, Policies, body, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("policy.rings_everywhere", (await Client.SendAsync(HttpMethod.Put, $"{Policies}/{await InboxAsync()}", new { rings = 4 }, HttpStatusCode.BadRequest)).Text("title"));
        await Client.SendAsync(HttpMethod.Put, $"{Policies}/{Guid.CreateVersion7()}", new { trust = true }, HttpStatusCode.NotFound);
        await DecideAsync(new { trust = true });
        Assert.Equal("policy.changed_meanwhile", (await Client.SendAsync(HttpMethod.Put, Policies, new { trust = false, version = 0 }, HttpStatusCode.PreconditionFailed)).Text("title"));

        Assert.True((await Client.ReadAsync(Policies)).GetProperty("everywhere").GetProperty("trust").GetBoolean());
    }

    [Fact]
    public async Task Everybody_reads_it_and_administrators_decide()
    {
        Server.Role = AgentRole.Manager;

        await Client.ReadAsync(Policies);
        await Client.SendAsync(HttpMethod.Put, Policies, new { trust = true }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Put, $"{Policies}/{await InboxAsync()}", new { trust = true }, HttpStatusCode.Forbidden);
        using var page = await Client.GetAsync("/settings/policies", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task The_draft_is_held_against_what_was_decided_until_one_has_said_sorry()
    {
        await Server.HasConversationAsync(Angry);
        Assert.Empty(await RulesAsync("我帮您查一下物流。"));

        await DecideAsync(new { apologiseFirst = true });
        Assert.Equal([PolicyCheck.ApologyRule], await RulesAsync("我帮您查一下物流。"));
        Assert.Empty(await RulesAsync("给您添麻烦了，非常抱歉，我帮您查一下物流。"));

        await using var db = Server.Database();
        var conversation = await db.Conversations.Select(it => it.Id).SingleAsync(Cancel);
        await Client.PostAsync($"/api/v1/conversations/{conversation}/messages", new { kind = "reply", text = "给您添麻烦了，非常抱歉。我这就查。" });
        Assert.Empty(await RulesAsync("查到了，包裹在路上摔坏的。")); // once is enough
    }

    [Fact]
    public async Task Beside_the_conversation_stands_what_was_decided_and_what_one_may_give_back()
    {
        await Server.HasConversationAsync(Angry);
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Null(browser.Page.QuerySelector("#policies"));

        await Client.HasGestureAsync(1000);
        await DecideAsync(new { opening = new { zh = "您好，{company}，我是{agent}。", ja = "", en = "" }, apologiseFirst = true, trust = true });
        Server.Role = AgentRole.Representative;
        await browser.OpenAsync("/inbox/1", Cancel);

        var card = browser.Page.QuerySelector("#policies")!;
        Assert.Contains("禾木生活", card.QuerySelector("q")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{", card.QuerySelector("q")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, card.QuerySelectorAll(".facts li").Length); // sorry first, trust, and up to how much
        Assert.Contains("50", card.QuerySelectorAll(".facts li")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rings_decide_how_many_calls_came_in_time()
    {
        await using var db = Server.Database();
        Assert.Equal(18, (await PolicyBook.ReadAsync(db, Cancel)).RingSeconds);

        await DecideAsync(new { rings = 2 });

        var book = await PolicyBook.ReadAsync(db, Cancel);
        Assert.Equal((2, 12.0), (book.Rings, book.RingSeconds));
    }

    [Fact]
    public async Task On_its_page_one_decides_for_all_and_for_one_inbox()
    {
        await Client.HasGestureAsync(1000);
        using var browser = Server.Browser("en");
        await browser.OpenAsync("/settings/policies", Cancel);
        Assert.Contains("50", browser.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync("form[action='/settings/policies']", Cancel, ("opening.en", "Good morning, {company}."), ("rings", "2"), ("apologiseFirst", "true"));
        var inbox = await InboxAsync();
        await browser.OpenAsync($"/settings/policies/{inbox}", Cancel);
        Assert.Equal("Good morning, {company}.", browser.Page.QuerySelector("#opening-en")!.GetAttribute("placeholder"));
        await browser.SubmitAsync($"form[action='/settings/policies/{inbox}']", Cancel, ("trust", "true"), ("apologiseFirst", ""));
        await browser.OpenAsync("/settings/policies", Cancel);

        Assert.Contains("Trust by default: on", browser.Text, StringComparison.Ordinal);
        var all = await Client.ReadAsync(Policies);
        Assert.Equal((2, true, false), (all.GetProperty("everywhere").GetProperty("rings").GetInt32(), all.GetProperty("everywhere").GetProperty("apologiseFirst").GetBoolean(), all.GetProperty("everywhere").GetProperty("trust").GetBoolean()));
        var own = Assert.Single(all.GetProperty("inboxes").EnumerateArray());
        Assert.Equal((true, JsonValueKind.Null), (own.GetProperty("trust").GetBoolean(), own.GetProperty("apologiseFirst").ValueKind));

        await browser.SubmitAsync("form[action='/settings/policies']", Cancel, ("rings", "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("1 to 10 rings", browser.Text, StringComparison.Ordinal);
    }

    private async Task<Guid> InboxAsync()
    {
        await using var db = Server.Database();
        return await db.Inboxes.Select(it => it.Id).FirstAsync(Cancel);
    }

    private Task<JsonElement> DecideAsync(object body) => Client.SendAsync(HttpMethod.Put, Policies, body, HttpStatusCode.OK);

    // Of the policies only; the coach has its own.
    private async Task<IReadOnlyList<string>> RulesAsync(string draft)
    {
        using var browser = Server.Browser("zh-Hans");
        using var response = await browser.Client.PostAsJsonAsync("/inbox/1/coach", new { text = draft }, Cancel);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("findings").EnumerateArray().Select(it => it.Text("rule")!).Where(it => it.StartsWith("POL", StringComparison.Ordinal))];
    }
}
