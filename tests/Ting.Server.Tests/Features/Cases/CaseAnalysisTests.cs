using System.Net;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

[Trait("req", "CONF-02")]
public sealed class CaseAnalysisTests : DeskTest
{
    [Fact, Trait("req", "PROB-05")]
    public async Task Causes_stand_by_their_number_and_the_few_that_bring_most_are_marked()
    {
        var (often, seldom) = (await Client.HasCauseAsync("仓库漏发"), await Client.HasCauseAsync("说明不清"));
        for (var at = 0; at < 9; at++)
            await ComplaintAsync(at < 7 ? often : at == 7 ? seldom : null);

        var figures = await Client.ReadAsync("/api/v1/cases/analysis");

        var causes = figures.GetProperty("causes").EnumerateArray().ToList();
        Assert.Equal(9, figures.GetProperty("complaints").GetInt32());
        Assert.Equal(["仓库漏发", "说明不清", ""], causes.Select(it => it.Text("name")));
        Assert.Equal([7, 1, 1], causes.Select(it => it.GetProperty("count").GetInt32()));
        Assert.Equal([true, false, false], causes.Select(it => it.GetProperty("vital").GetBoolean()));
        Assert.Equal(0.875, causes[0].GetProperty("running").GetDouble(), 6);
        Assert.Equal(9, figures.GetProperty("weeks").EnumerateArray().Sum(week => week.GetProperty("opened").GetInt32()));
    }

    [Fact]
    public async Task Who_complained_within_ninety_days_before_complains_again()
    {
        var (_, often) = await Server.HasConversationAsync(name: "林婉清");
        var (_, once) = await Server.HasConversationAsync(name: "赵一凡");
        await ComplaintAsync(null, often);
        await ComplaintAsync(null, once);
        Server.Clock.Advance(TimeSpan.FromDays(60));
        await ComplaintAsync(null, often);
        Server.Clock.Advance(TimeSpan.FromDays(91));
        await ComplaintAsync(null, often);

        var repeats = (await Client.ReadAsync("/api/v1/cases/analysis?from=2026-01-01&to=2026-12-31")).GetProperty("repeats");

        Assert.Equal((1, 4), (repeats.GetProperty("hits").GetInt32(), repeats.GetProperty("count").GetInt32()));
        Assert.Equal(0.25, repeats.GetProperty("of").GetDouble());
        Assert.InRange(repeats.GetProperty("low").GetDouble(), 0.04, 0.05); // Wilson of 1 in 4
        Assert.InRange(repeats.GetProperty("high").GetDouble(), 0.69, 0.71);
    }

    [Fact]
    public async Task What_was_given_is_counted_and_opens_as_a_table_and_a_file()
    {
        var gesture = await Client.HasGestureAsync(name: "=代金券");
        var id = await ComplaintAsync(await Client.HasCauseAsync());
        await Client.GiveAsync(id, gesture, 12.5m);
        using var browser = Server.Browser();

        await browser.OpenAsync("/cases/analysis", Cancel);
        var page = browser.Page.QuerySelector("main")!;
        using var answer = await browser.Client.GetAsync("/cases/analysis.csv", Cancel);
        var file = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Contains("12.50", page.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href^='/cases?view=any&kind=complaint'][href*='cause=']"));
        Assert.Contains("出库没有检查", file, StringComparison.Ordinal);
        Assert.Contains("12.5", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\n=", file, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", file, StringComparison.Ordinal);
        await browser.OpenAsync(page.QuerySelector("a[href*='cause=']")!.GetAttribute("href")!, Cancel);
        Assert.Single(browser.Page.QuerySelectorAll(".case-tbl tbody tr"));
    }

    [Fact, Trait("req", "CONF-05")]
    public async Task A_cause_says_what_is_changed_about_it_and_whether_that_helped()
    {
        var cause = await Client.HasCauseAsync("仓库漏发");
        for (var at = 0; at < 4; at++)
            await ComplaintAsync(cause);
        Server.Clock.Advance(TimeSpan.FromDays(1));
        var refused = await Client.SendAsync(HttpMethod.Put, $"/api/v1/root-causes/{cause}", new { name = "仓库漏发", area = "delivery", changeState = "made" }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/root-causes/{cause}", new { name = "仓库漏发", area = "delivery", changeState = "made", change = "装箱前称重" }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromDays(14));
        using var browser = Server.Browser();

        await browser.OpenAsync("/cases/causes", Cancel);

        Assert.Equal("cause.change", refused.Text("title"));
        Assert.Contains("装箱前称重", browser.Text, StringComparison.Ordinal);
        Assert.Contains("0.5 → 0.0", browser.Text, StringComparison.Ordinal); // four in eight weeks before, none in the two since
    }

    [Fact]
    public async Task The_register_is_kept_by_those_who_lead_and_a_retired_cause_is_not_offered()
    {
        var cause = await Client.HasCauseAsync();
        await Client.PostAsync("/api/v1/root-causes", new { name = "出库没有检查", area = "process" }, HttpStatusCode.Conflict);
        await Client.PostAsync("/api/v1/root-causes", new { name = "甲", area = 77 }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/root-causes/{cause}", new { name = "出库没有检查", area = "process", active = false }, HttpStatusCode.OK);
        var id = await ComplaintAsync(null);
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/cases/{id}", new { causeId = cause }, HttpStatusCode.BadRequest);
        Server.Role = AgentRole.Representative;

        await Client.PostAsync("/api/v1/root-causes", new { name = "乙", area = "process" }, HttpStatusCode.Forbidden);
        using var answer = await Client.GetAsync("/api/v1/cases/analysis", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/causes", Cancel);
        Assert.Null(browser.Page.QuerySelector("#cause-form"));
    }

    [Fact, Trait("req", "SAT-08")]
    public async Task The_four_reasons_why_service_matters_each_have_a_figure()
    {
        var id = await ComplaintAsync(null);
        Server.Clock.Advance(TimeSpan.FromHours(5));
        await Client.CloseAsync(id, skipWhy: "当场换新");
        using var browser = Server.Browser();

        await browser.OpenAsync("/cases/analysis", Cancel);

        Assert.Equal(["100%", "–", "0", "5:00:00"], browser.TextsOf(".quad-v"));
    }

    private async Task<Guid> ComplaintAsync(Guid? causeId, Guid? personId = null)
    {
        var id = (await Client.PostAsync("/api/v1/cases", new { personId = personId ?? (await Server.HasConversationAsync()).PersonId, kind = "complaint", title = "少了一件" })).GetProperty("id").GetGuid();
        if (causeId is not null)
            await Client.SendAsync(HttpMethod.Patch, $"/api/v1/cases/{id}", new { causeId }, HttpStatusCode.OK);
        return id;
    }
}
