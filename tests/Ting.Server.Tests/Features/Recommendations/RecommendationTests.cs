using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Consents;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Recommendations;

[Trait("req", "PERS-02"), Trait("req", "PERS-04")]
[Trait("req", "TECH-01")]
[Trait("req", "TECH-08")]
[Trait("req", "NEED-16")]
public sealed class RecommendationTests : DeskTest
{
    [Fact]
    public async Task Purple_things_for_who_asked_for_purple_once_they_agreed()
    {
        var (_, person) = await Server.HasConversationAsync("谢谢", name: "林婉清");
        foreach (var sku in new[] { "A", "B", "C" })
            await HasProductAsync(sku, "紫色");
        await HasProductAsync("D", "白色");
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "colour.like", value = "紫色", source = "ear", quote = "我喜欢紫色" });

        var before = await RecommendationsAsync(person);
        Assert.DoesNotContain(Of(before), it => it.Text("rule") == "product");
        Assert.Contains(before.GetProperty("leftOut").EnumerateArray(), it => it.Text("why") == "notAsked" && it.Text("part") == "product");

        await ConsentAsync(person, "advice", "given");
        var found = Of(await RecommendationsAsync(person)).Where(it => it.Text("rule") == "product").ToList();
        Assert.Equal(["May suit them: Ware A", "May suit them: Ware B", "May suit them: Ware C"], found.Select(it => it.Text("text")!));
        Assert.All(found, it => Assert.Contains("我喜欢紫色", it.GetProperty("because")[0].Text("text"), StringComparison.Ordinal));
        Assert.All(found, it => Assert.Equal("advice", it.Text("purpose")));

        await ConsentAsync(person, "advice", "refused");
        var after = await RecommendationsAsync(person);
        Assert.DoesNotContain(Of(after), it => it.Text("rule") == "product");
        Assert.Contains(after.GetProperty("leftOut").EnumerateArray(), it => it.Text("why") == "refused");
    }

    [Fact]
    public async Task Nothing_is_sold_while_a_complaint_is_open_and_the_agent_reads_why()
    {
        var (conversation, person) = await Server.HasConversationAsync("谢谢", name: "林婉清");
        await HasProductAsync("A", "紫色");
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "colour.like", value = "紫色", source = "ear" });
        await ConsentAsync(person, "advice", "given");
        await Client.PostAsync("/api/v1/cases", new { personId = person, conversationId = conversation, kind = "complaint", title = "灯坏了" });

        var found = await RecommendationsAsync(person);
        Assert.Equal(["complaintOpen"], Of(found).Select(it => it.Text("rule")!).Where(it => it is "complaintOpen" or "product"));
        Assert.Contains(found.GetProperty("leftOut").EnumerateArray(), it => it.Text("why") == "unsolved");

        using var browser = Server.Browser("zh-Hans");
        await OpenPanelAsync(browser);
        var panel = browser.Page.QuerySelector("#panel-next")!.TextContent;
        Assert.Contains("把投诉处理到底：灯坏了", panel, StringComparison.Ordinal);
        Assert.Contains("未解决的事处理好之前不提供", panel, StringComparison.Ordinal);
        await browser.OpenAsync($"/people/{person}", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("#next [data-rule=complaintOpen]"));
    }

    [Fact]
    [Trait("req", "PERS-03")]
    public async Task A_late_order_is_told_first_and_what_an_agent_says_to_it_is_remembered()
    {
        var (_, person) = await Server.HasConversationAsync("谢谢", name: "林婉清");
        var now = Server.Clock.GetUtcNow();
        await Client.PostAsync("/api/v1/orders", new { externalId = "N-7", personId = person, amount = 30, currency = "CNY", placedAt = now.AddDays(-9), items = new[] { "台灯" }, dueAt = now.AddDays(-1) });

        using var browser = Server.Browser();
        await OpenPanelAsync(browser);
        Assert.Contains("order N-7 was due", browser.Page.QuerySelector("#panel-next [data-rule=orderLate]")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync("#panel-next [data-rule=orderLate] details form", Cancel, ("reason", "NotNow"), ("note", "The courier calls first."));
        await OpenPanelAsync(browser);
        Assert.Null(browser.Page.QuerySelector("[data-rule=orderLate]"));

        await using var db = Server.Database();
        var answer = Assert.Single(await db.RecommendationAnswers.ToListAsync(Cancel));
        Assert.Equal((AnswerKind.Dismissed, DismissReason.NotNow, "The courier calls first."), (answer.Kind, answer.Reason, answer.Note));
        Assert.Equal(1, await db.Set<Ting.Server.Platform.Data.LoggedEvent>().CountAsync(it => it.Stream == person && it.Type == "recommendation.dismissed", Cancel));

        Server.Clock.Advance(TimeSpan.FromDays(15));
        var again = Assert.Single(Of(await RecommendationsAsync(person)), it => it.Text("rule") == "orderLate");
        await AnswerAsync(person, new { key = again.Text("key"), kind = "done" }, HttpStatusCode.Created);
        Assert.DoesNotContain(Of(await RecommendationsAsync(person)), it => it.Text("rule") == "orderLate");
    }

    [Fact]
    public async Task What_is_not_recommended_cannot_be_answered_and_a_reason_is_needed_to_put_it_aside()
    {
        var (_, person) = await Server.HasConversationAsync("谢谢");

        Assert.Equal("recommendation.gone", (await AnswerAsync(person, new { key = "Product:1", kind = "done" }, HttpStatusCode.Conflict)).Text("title"));
        Assert.Equal("recommendation.reason", (await AnswerAsync(person, new { key = "Product:1", kind = "dismissed" }, HttpStatusCode.BadRequest)).Text("title"));
        await AnswerAsync(Guid.CreateVersion7(), new { key = "x", kind = "done" }, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/people/{person}/consents/everything", new { state = "given" }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/people/{person}/consents/advice", new { state = "given", quote = new string('x', 301) }, HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("req", "TRAP-09")]
    public async Task Consent_and_answers_go_with_a_merge_come_back_with_its_undoing_and_go_with_erasure()
    {
        var (_, one) = await Server.HasConversationAsync("谢谢", name: "甲", email: "a@example.test");
        var (_, other) = await Server.HasConversationAsync("谢谢", name: "乙", email: "b@example.test");
        var now = Server.Clock.GetUtcNow();
        await Client.PostAsync("/api/v1/orders", new { externalId = "N-8", personId = other, amount = 30, currency = "CNY", placedAt = now.AddDays(-9), items = new[] { "台灯" }, dueAt = now.AddDays(-1) });
        await AnswerAsync(other, new { key = Of(await RecommendationsAsync(other)).Single(it => it.Text("rule") == "orderLate").Text("key"), kind = "done" }, HttpStatusCode.Created);
        await ConsentAsync(one, "advice", "given");
        await ConsentAsync(other, "advice", "refused");
        await ConsentAsync(other, "greeting", "given");

        await Client.PostAsync($"/api/v1/people/{one}/merge", new { otherId = other }, HttpStatusCode.OK);
        Assert.Equal("advice=refused greeting=given", await ConsentsAsync(one)); // whoever of the two said no is heard
        Assert.DoesNotContain(Of(await RecommendationsAsync(one)), it => it.Text("rule") == "orderLate");

        await Client.PostAsync($"/api/v1/people/{one}/unmerge", null, HttpStatusCode.OK);
        Assert.Equal("advice=refused", await ConsentsAsync(one));
        Assert.Equal("advice=refused greeting=given", await ConsentsAsync(other));
        var export = await Client.ReadAsync($"/api/v1/people/{other}/export");
        Assert.Equal((2, 1), (export.GetProperty("consents").GetArrayLength(), export.GetProperty("recommendations").GetArrayLength()));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{other}", null, HttpStatusCode.NoContent);
        await using var db = Server.Database();
        Assert.Empty(await db.RecommendationAnswers.ToListAsync(Cancel));
        Assert.All(await db.Consents.ToListAsync(Cancel), it => Assert.Equal(one, it.PersonId));
    }

    // As the script does it: the part comes after the page.
    private static async Task OpenPanelAsync(Browser browser)
    {
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.OpenAsync(browser.Page.QuerySelector("#aside turbo-frame[src*='/recommendations']")!.GetAttribute("src")!, Cancel);
    }

    private async Task HasProductAsync(string sku, params string[] words) => await Client.PostAsync("/api/v1/products", new { sku, names = new { en = $"Ware {sku}" }, words });

    private Task<JsonElement> RecommendationsAsync(Guid person) => Client.ReadAsync($"/api/v1/people/{person}/recommendations");

    private Task<JsonElement> AnswerAsync(Guid person, object body, HttpStatusCode expected) => Client.PostAsync($"/api/v1/people/{person}/recommendations/answers", body, expected);

    private Task<JsonElement> ConsentAsync(Guid person, string purpose, string state) => Client.SendAsync(HttpMethod.Put, $"/api/v1/people/{person}/consents/{purpose}", new { state, quote = "好" }, HttpStatusCode.OK);

    private async Task<string> ConsentsAsync(Guid person) => string.Join(' ', (await Client.ReadAsync($"/api/v1/people/{person}/consents")).GetProperty("consents").EnumerateArray().Select(it => $"{it.Text("purpose")}={it.Text("state")}"));

    private static IEnumerable<JsonElement> Of(JsonElement advice) => advice.GetProperty("recommendations").EnumerateArray();
}
