using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Ideas;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Ideas;

[Trait("req", "KANO-03")]
[Trait("req", "TECH-07")]
public sealed class IdeaTests : DeskTest
{
    private static readonly KanoAnswer[] Delighted = [KanoAnswer.Like, KanoAnswer.LiveWith];
    private static readonly KanoAnswer[] TakenForGranted = [KanoAnswer.MustBe, KanoAnswer.Dislike];
    private static readonly KanoAnswer[] MoreIsBetter = [KanoAnswer.Like, KanoAnswer.Dislike];

    private readonly MailCatcher _mail = new();

    public override async ValueTask InitializeAsync()
    {
        (Server.Settings["Mail:Host"], Server.Settings["Mail:Port"], Server.Settings["Mail:From"], Server.Settings["Mail:Tls"]) = ("127.0.0.1", $"{_mail.Port}", "ting@example.test", "false");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _mail.Dispose();
    }

    [Fact]
    public async Task Repeated_surveys_show_how_a_delight_comes_to_be_expected()
    {
        var (survey, _) = await Server.HasSurveyAsync("kano");
        var idea = await HasIdeaAsync(survey);
        await AnsweredAsync(survey, Delighted, 25);
        Server.Clock.Advance(TimeSpan.FromDays(1));
        var first = await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { surveyId = survey });
        Assert.Equal(("attractive", 25, true), (first.Text("class"), first.GetProperty("answers").GetInt32(), first.GetProperty("isClear").GetBoolean()));
        Assert.Equal((1.0, 0.0), (first.GetProperty("better").GetDouble(), Math.Abs(first.GetProperty("worse").GetDouble())));

        var between = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromDays(200));
        await AnsweredAsync(survey, TakenForGranted, 30);
        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { surveyId = survey, itemKey = "photo", from = between });

        var classes = (await Client.ReadAsync($"/api/v1/ideas/{idea}/classes")).GetProperty("classes");
        Assert.Equal(["attractive", "mustBe"], classes.EnumerateArray().Select(it => it.Text("class")!));
        var item = Assert.Single((await Client.ReadAsync("/api/v1/ideas?state=inPlace")).Items());
        Assert.Equal(("mustBe", false), (item.Text("class"), item.GetProperty("isOld").GetBoolean()));

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/ideas", Cancel);
        var row = Assert.Single(browser.TextsOf("section[aria-labelledby=idea-list] tbody tr"));
        Assert.Contains("Attractive → Must-be", row, StringComparison.Ordinal);
        Assert.Contains("kano · n 30", row, StringComparison.Ordinal);
        Assert.Single(browser.Page.QuerySelectorAll(".idea-drifts"));
        Assert.Single(browser.Page.QuerySelectorAll(".idea-way"));
        Assert.Equal(2, browser.Page.QuerySelectorAll(".chart-d tbody tr").Length);
        await browser.OpenAsync($"/insights/ideas/{idea}", Cancel);
        Assert.Contains("on its way to being taken for granted", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_survey_tells_by_itself_every_four_weeks_from_enough_answers()
    {
        var (survey, _) = await Server.HasSurveyAsync("kano");
        var idea = await HasIdeaAsync(survey);
        await AnsweredAsync(survey, Delighted, 19);
        await LookAsync();
        Assert.Empty(await ClassesAsync(idea));

        await AnsweredAsync(survey, Delighted, 1);
        await LookAsync();
        await LookAsync();
        Assert.Equal([KanoClass.Attractive], await ClassesAsync(idea));

        Server.Clock.Advance(TimeSpan.FromDays(10));
        await AnsweredAsync(survey, MoreIsBetter, 40);
        await LookAsync();
        Assert.Single(await ClassesAsync(idea)); // not four weeks yet
        Server.Clock.Advance(TimeSpan.FromDays(20));
        await LookAsync();
        Assert.Equal([KanoClass.Attractive, KanoClass.OneDimensional], await ClassesAsync(idea)); // the earlier answers do not count again
    }

    [Fact]
    public async Task Whoever_looks_after_an_idea_is_reminded_once_when_its_class_is_old()
    {
        var idea = (await Client.PostAsync("/api/v1/ideas", new { title = "生日问候", state = "inPlace", ownerId = TestServer.AgentId, askAgainMonths = 6 })).GetProperty("id").GetGuid();
        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { @class = "attractive", source = "行业报告" });
        Server.Clock.Advance(TimeSpan.FromDays(150));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/ideas/{idea}", new { title = "生日问候", state = "inPlace", ownerId = TestServer.AgentId, askAgainMonths = 7 }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromDays(40));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(_mail.Letters); // it may stand a month longer now

        Server.Clock.Advance(TimeSpan.FromDays(40));
        await Server.RunJobsAsync(Cancel);
        await Server.RunJobsAsync(Cancel);
        var letter = MailCatcher.Decoded(Assert.Single(_mail.Letters));
        Assert.Contains("请用卡诺问卷再问一次", letter, StringComparison.Ordinal);
        Assert.Contains("魅力", letter, StringComparison.Ordinal);
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/ideas", Cancel);
        Assert.Contains("Ask again", browser.TextsOf("section[aria-labelledby=idea-list] tbody td")[^1], StringComparison.Ordinal);

        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { @class = "mustBe", source = "行业报告" });
        Assert.Equal(JsonValueKind.Null, Assert.Single((await Client.ReadAsync("/api/v1/ideas")).Items()).GetProperty("remindedAt").ValueKind);
    }

    [Fact]
    public async Task An_older_finding_written_down_later_does_not_change_what_it_is_today()
    {
        var idea = await HasIdeaAsync(survey: null);
        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { @class = "mustBe", source = "A" });
        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { @class = "attractive", source = "B", at = Server.Clock.GetUtcNow().AddYears(-2) });

        Assert.Equal("mustBe", Assert.Single((await Client.ReadAsync("/api/v1/ideas")).Items()).Text("class"));
        Assert.Equal([KanoClass.Attractive, KanoClass.MustBe], await ClassesAsync(idea));
    }

    [Fact]
    public void Only_the_way_from_attractive_to_must_be_is_a_drift()
    {
        var at = DateTimeOffset.UnixEpoch;
        IdeaClass Of(KanoClass of) => IdeaClass.Known(Guid.Empty, of, "x", at, "system", at);
        IdeaClass Counted(KanoCounts counts) => IdeaClass.Counted(Guid.Empty, Guid.Empty, counts, at, at, "system", at);

        Assert.Equal((2, true), IdeaDrift.Of([Of(KanoClass.Attractive), Of(KanoClass.Indifferent), Of(KanoClass.MustBe)]) is { } on ? (on.Steps, on.IsClear) : default);
        Assert.Equal(-1, IdeaDrift.Of([Of(KanoClass.OneDimensional), Of(KanoClass.Attractive)])!.Steps);
        Assert.Null(IdeaDrift.Of([Of(KanoClass.Attractive), Of(KanoClass.Reverse)]));
        Assert.Null(IdeaDrift.Of([Of(KanoClass.MustBe), Of(KanoClass.MustBe)]));
        Assert.False(IdeaDrift.Of([Counted(new KanoCounts(0, 1, 30, 0)), Counted(new KanoCounts(10, 12, 9, 8))])!.IsClear); // last year's stood out, this year's does not
        Assert.True(IdeaDrift.Of([Counted(new KanoCounts(0, 1, 30, 0)), Counted(new KanoCounts(1, 30, 2, 0))])!.IsClear);
    }

    [Fact]
    public async Task What_is_no_idea_and_no_class_is_refused_and_loses_nothing()
    {
        var (survey, _) = await Server.HasSurveyAsync("kano");
        var (other, _) = await Server.HasSurveyAsync("nps");
        foreach (var body in (object[])[new { title = " " }, new { title = "a", askAgainMonths = 0 }, new { title = "a", ownerId = Guid.CreateVersion7() }, new { title = "a", surveyId = survey, itemKey = "nothing" }, new { title = "a", surveyId = other, itemKey = "recommend" }])
            await Client.PostAsync("/api/v1/ideas", body, HttpStatusCode.BadRequest);
        var idea = await HasIdeaAsync(survey);
        foreach (var body in (object[])[new { }, new { @class = "mustBe" }, new { @class = "mustBe", source = "A", at = Server.Clock.GetUtcNow().AddDays(2) }, new { surveyId = survey }, new { surveyId = survey, itemKey = "nothing" }, new { surveyId = survey, from = Server.Clock.GetUtcNow(), to = Server.Clock.GetUtcNow().AddDays(-1) }])
            await Client.PostAsync($"/api/v1/ideas/{idea}/classes", body, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/ideas?state=plaid", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/ideas/{idea}", new { title = "b" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"9\""));

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/ideas/new", Cancel);
        await browser.SubmitAsync("form:has(#title)", Cancel, ("title", "热毛巾"), ("about", "进门先递"), ("state", "Plaid"), ("months", "12"), ("item", $"{survey}/photo"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(("热毛巾", "进门先递"), (browser.Page.QuerySelector("#title")!.GetAttribute("value"), browser.Page.QuerySelector("#about")!.TextContent));
        Assert.NotNull(browser.Page.QuerySelector($"#item option[value='{survey}/photo'][selected]"));
        await browser.SubmitAsync("form:has(#title)", Cancel, ("title", "热毛巾"), ("about", "进门先递"), ("state", "Trying"), ("months", "12"), ("item", $"{survey}/photo"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.SubmitAsync("form:has(#count-item)", Cancel, ("count-item", $"{survey}/photo"), ("count-from", ""), ("count-to", ""));
        Assert.Contains("fewer than 20 answers", browser.Page.QuerySelector("#count-item-error")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync("form:has(#known-source)", Cancel, ("known-class", "Attractive"), ("known-at", "2026-01-02"), ("known-source", ""));
        Assert.NotEmpty(browser.Page.QuerySelector("#known-source-error")!.TextContent);
        Assert.Equal("2026-01-02", browser.Page.QuerySelector("#known-at")!.GetAttribute("value"));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/ideas/{idea}", null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/ideas/{idea}/classes", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_only_sees_figures_reads_the_backlog_and_does_not_write_it()
    {
        var idea = await HasIdeaAsync(survey: null);
        Server.Role = AgentRole.Trainer;
        using var browser = Server.Browser();
        await browser.OpenAsync($"/insights/ideas/{idea}", Cancel);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Page.QuerySelector("main form"));
        await browser.OpenAsync("/insights/ideas/new", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await Client.PostAsync("/api/v1/ideas", new { title = "a" }, HttpStatusCode.Forbidden);
        await Client.PostAsync($"/api/v1/ideas/{idea}/classes", new { @class = "mustBe", source = "A" }, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/ideas", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ideas_of_one_state_and_their_classes_are_found_by_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        Assert.Contains(QueryPlan.Of(db, IdeaList.Of(db, IdeaState.Planned).OrderBy(it => it.Id).Take(10)), step => step.Contains("IX_service_ideas_State_Id", StringComparison.Ordinal));
        Assert.Contains(QueryPlan.Of(db, CountClass.Answers(db, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, Server.Clock.GetUtcNow())), step => step.Contains("IX_survey_responses_SurveyId_CompletedAt_Id", StringComparison.Ordinal));
    }

    private async Task<Guid> HasIdeaAsync(Guid? survey) =>
        (await Client.PostAsync("/api/v1/ideas", new { title = "发货前拍照", state = "inPlace", surveyId = survey, itemKey = survey is null ? null : "photo" })).GetProperty("id").GetGuid();

    private Task AnsweredAsync(Guid survey, KanoAnswer[] pair, int count) =>
        Server.HasAnswersAsync(survey, Enumerable.Range(0, count).Select(_ => new Dictionary<string, int> { ["photo.1"] = (int)pair[0], ["photo.2"] = (int)pair[1] }));

    private async Task LookAsync()
    {
        await using var db = Server.Database();
        db.Enqueue(new LookAtIdeas(), Server.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancel);
        await Server.RunJobsAsync(Cancel);
    }

    private async Task<List<KanoClass>> ClassesAsync(Guid idea)
    {
        await using var db = Server.Database();
        return await db.IdeaClasses.Where(it => it.IdeaId == idea).OrderBy(it => it.At).Select(it => it.Class).ToListAsync(Cancel);
    }
}
