using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Moments;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-04"), Trait("req", "MOT-05"), Trait("req", "MOT-06"), Trait("req", "MOT-07")]
public sealed class CueTests : DeskTest
{
    private static readonly string[] NoCues =
    [
        """{"text":" "}""",
        """{"text":"a","ownerId":"0198c0de-0000-7000-8000-00000000000a"}""",
        """{"text":"a","improvementId":"0198c0de-0000-7000-8000-00000000000a"}""",
    ];

    [Fact]
    public async Task The_picture_counts_areas_and_stages_and_leads_to_the_list_behind_each_field()
    {
        await HasCueAsync("热毛巾", "positive", "service", "use", "Haidilao");
        await HasCueAsync("等太久", "negative", "service", "use");
        await HasCueAsync("灯太暗", "negative", "environment", "learn");
        await HasCueAsync("旧海报", "negative", "environment", "learn", status: "removed");
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/cues", Cancel);

        var fields = browser.Page.QuerySelectorAll(".mot-grid td a");
        Assert.Equal(2, fields.Length);
        Assert.Contains("1 positive, 0 neutral, 1 negative", fields[0].QuerySelector(".sr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("0 positive, 0 neutral, 1 negative", fields[1].QuerySelector(".sr")!.TextContent, StringComparison.Ordinal); // what was removed meets nobody

        await browser.OpenAsync(fields[0].GetAttribute("href")!, Cancel);
        Assert.Equal(["热毛巾", "等太久"], browser.TextsOf("section[aria-labelledby=cue-list] tbody th"));
        Assert.Contains("From Haidilao", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Our own", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"{fields[0].GetAttribute("href")}&feeling=Negative", Cancel);
        Assert.Equal(["等太久"], browser.TextsOf("section[aria-labelledby=cue-list] tbody th"));
    }

    [Fact]
    [Trait("req", "MOT-09"), Trait("req", "MOT-10"), Trait("req", "MOT-12")]
    public async Task The_examples_are_taken_in_once_in_the_readers_language()
    {
        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/insights/moments/cues", Cancel);
        await browser.SubmitAsync("form:has(button .i-book)", Cancel);
        await browser.SubmitAsync("form:has(button .i-book)", Cancel);
        using var chinese = Server.Browser("zh-Hans");
        await chinese.OpenAsync("/insights/moments/cues", Cancel);
        await chinese.SubmitAsync("form:has(button .i-book)", Cancel);

        await using var db = Server.Database();
        var texts = await db.ExperienceCues.Select(it => it.Text).ToListAsync(Cancel);
        Assert.Equal(CueExamples.All.Count, texts.Count);
        Assert.Contains("どんな小さな不具合でも、担当が対応する", texts);
        foreach (var area in Enum.GetValues<CueArea>())
            Assert.Contains(CueExamples.All, it => it.Area == area);
        foreach (var stage in Enum.GetValues<JourneyStage>())
            Assert.Contains(CueExamples.All, it => it.Stage == stage);
        Assert.All(CueExamples.All, it => Assert.True(it.Words.IsComplete && it.Words.Longest <= ExperienceCue.MostText));
    }

    [Fact]
    public async Task What_is_no_cue_is_refused_on_the_page_and_loses_nothing()
    {
        foreach (var body in NoCues)
            await Client.PostAsync("/api/v1/moments/cues", body, HttpStatusCode.BadRequest);
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/cues/new", Cancel);
        await browser.SubmitAsync("form:has(#text)", Cancel, ("text", "热毛巾"), ("feeling", "Plaid"), ("area", "Service"), ("stage", "Use"), ("status", "Noticed"), ("from", "Haidilao"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("热毛巾", browser.Page.QuerySelector("#text")!.TextContent);
        Assert.Equal("Haidilao", browser.Page.QuerySelector("#from")!.GetAttribute("value"));
        Assert.NotEmpty(browser.Page.QuerySelector("#feeling-error")!.TextContent);

        await browser.SubmitAsync("form:has(#text)", Cancel, ("text", "热毛巾"), ("feeling", "Positive"), ("area", "Service"), ("stage", "Use"), ("status", "InPlace"), ("from", ""), ("owner", TestServer.AgentId.ToString()));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await using var db = Server.Database();
        var cue = await db.ExperienceCues.SingleAsync(Cancel);
        Assert.Equal((CueStatus.InPlace, TestServer.AgentId, true), (cue.Status, cue.OwnerId!.Value, cue.IsOwn));

        await Client.SendAsync(HttpMethod.Put, $"/api/v1/moments/cues/{cue.Id}", new { text = "a" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"9\""));
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/moments/cues/{cue.Id}", null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/moments/cues/{cue.Id}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_serves_reads_the_register_and_does_not_write_it()
    {
        await HasCueAsync("热毛巾", "positive", "service", "use");
        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/cues", Cancel);
        Assert.Contains("热毛巾", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("form:has(button .i-book)"));
        await Client.PostAsync("/api/v1/moments/cues", new { text = "a" }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_field_of_the_picture_is_listed_from_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var steps = QueryPlan.Of(db, CueRegister.Of(db, CueArea.Service, JourneyStage.Use, null).OrderBy(it => it.Id).Take(10));
        Assert.Contains(steps, step => step.Contains("IX_experience_cues_Area_Stage_Id", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private async Task HasCueAsync(string text, string feeling, string area, string stage, string copiedFrom = "", string status = "noticed")
    {
        await Client.PostAsync("/api/v1/moments/cues", new { text, feeling, area, stage, copiedFrom, status });
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
