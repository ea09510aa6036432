using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Axes;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Reviews;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Axes;

[Trait("req", "SQ-01")]
public sealed class AxesTests : DeskTest
{
    private Guid _label;
    private Guid _process;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Server.Database();
        var label = db.Labels.Add(new Label("退货", null, Server.Clock.GetUtcNow())).Entity;
        var process = db.StandardProcesses.Add(ProcessExample.All[0].ToProcess(label.Id, Server.Clock.GetUtcNow())).Entity;
        await db.SaveChangesAsync(Cancel);
        (_label, _process) = (label.Id, process.Id);
    }

    [Fact]
    [Trait("req", "SQ-10")]
    public async Task Both_axes_are_counted_from_the_rows_of_a_team_and_each_number_opens_them()
    {
        var team = await TeamAsync("退换组", 3);
        for (var at = 0; at < 21; at++)
            await TalkedAsync(team.Agents[at % 3], recovered: at >= 6, followed: at >= 3);
        var (small, alone) = await TeamAsync("夜班", 1);
        await TalkedAsync(alone[0], recovered: false, followed: false);

        var answer = await Client.ReadAsync("/api/v1/axes?period=7d");
        var group = Assert.Single(answer.GetProperty("groups").EnumerateArray());
        Assert.Equal((team.Id.ToString(), "退换组", 3), (group.Text("key"), group.Text("name"), group.GetProperty("people").GetInt32()));
        Assert.Equal(1, answer.GetProperty("hidden").GetInt32());

        var followed = Proportion.Wilson(18, 21);
        var procedural = group.GetProperty("procedural");
        Assert.Equal((followed.Value, followed.Low, followed.High, 21), (procedural.GetProperty("share").GetDouble(), procedural.GetProperty("low").GetDouble(), procedural.GetProperty("high").GetDouble(), procedural.GetProperty("count").GetInt32()));
        var personal = group.GetProperty("personal");
        Assert.Equal(Proportion.Wilson(15, 21).Value, personal.GetProperty("share").GetDouble(), 12);
        Assert.Equal("proceduralOnly", group.Text("field"));
        Assert.False(group.GetProperty("isClear").GetBoolean()); // 18 of 21 may lie below 80 % as well

        // of the hidden person nothing is in the whole either
        var whole = answer.GetProperty("whole");
        Assert.Equal((3, 21), (whole.GetProperty("people").GetInt32(), whole.GetProperty("procedural").GetProperty("count").GetInt32()));
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/axes/rows?period=7d&group={small}&source=recovery", null, HttpStatusCode.NotFound);

        var missed = (await Client.ReadAsync($"/api/v1/axes/rows?period=7d&group={team.Id}&source=standardProcesses&missed=true")).Items();
        Assert.Equal(3, missed.Count);
        Assert.All(missed, it => Assert.Equal("conversation", it.Text("kind")));
        Assert.Equal(21, (await Client.ReadAsync($"/api/v1/axes/rows?period=7d&group={team.Id}&source=standardProcesses")).Items().Count);

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/axes?period=7d", Cancel);
        Assert.Single(browser.Page.QuerySelectorAll(".ax circle"));
        Assert.Contains("1 more people are not shown", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("夜班", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync(browser.Page.QuerySelector(".ax-t th a")!.GetAttribute("href")!, Cancel);
        var recovery = browser.Page.QuerySelectorAll(".ax-g tr").Single(row => row.TextContent.Contains("Feeling recovered", StringComparison.Ordinal));
        await browser.OpenAsync(recovery.QuerySelector("[data-label='Missed'] a")!.GetAttribute("href")!, Cancel);
        Assert.Equal(6, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.StartsWith("/inbox/", browser.Page.QuerySelector("tbody th a")!.GetAttribute("href"), StringComparison.Ordinal);

        using var file = await Client.GetAsync("/insights/axes.csv?period=7d", Cancel);
        Assert.Equal(1 + 2 * (2 + Enum.GetValues<AxisSource>().Length), (await file.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Too_few_rows_are_no_point_and_small_teams_are_shown_only_together()
    {
        var (one, first) = await TeamAsync("一组", 2);
        var (_, second) = await TeamAsync("二组", 2);
        foreach (var agent in first.Concat(second))
            await TalkedAsync(agent, recovered: true, followed: true);

        var answer = await Client.ReadAsync("/api/v1/axes?period=7d");
        var group = Assert.Single(answer.GetProperty("groups").EnumerateArray());
        Assert.Equal(("rest", 4), (group.Text("key"), group.GetProperty("people").GetInt32()));
        Assert.Equal(JsonValueKind.Null, group.GetProperty("procedural").ValueKind); // four rows say nothing
        Assert.Equal(JsonValueKind.Null, group.GetProperty("field").ValueKind);
        Assert.Equal(0, answer.GetProperty("hidden").GetInt32());
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/axes/rows?period=7d&group={one}&source=recovery", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/axes?by=plaid", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/axes?line=81", null, HttpStatusCode.BadRequest);

        // an agent's id narrows nothing: one person is no group
        Assert.Equal(4, (await Client.ReadAsync($"/api/v1/axes?period=7d&agent={first[0]}")).GetProperty("whole").GetProperty("people").GetInt32());
        Assert.Equal("Representative", Assert.Single((await Client.ReadAsync("/api/v1/axes?period=7d&by=role")).GetProperty("groups").EnumerateArray()).Text("key"));
        Assert.Equal("m0", Assert.Single((await Client.ReadAsync("/api/v1/axes?period=7d&by=tenure")).GetProperty("groups").EnumerateArray()).Text("key"));

        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/axes", null, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/axes/rows?group=all&source=recovery", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Reviews_promises_cases_service_levels_and_ratings_stand_on_the_axis_they_belong_to()
    {
        var (_, agents) = await TeamAsync("客服组", 3);
        foreach (var agent in agents)
        {
            var review = await Server.HasReviewAsync("My parcel is late. Where is it?", ReviewDesk.Rude, $"{agent}@example.test");
            await Server.HandToAsync(review, agent);
            await using var db = Server.Database();
            await db.Conversations.Where(it => it.Id == review.ConversationId).ExecuteUpdateAsync(set => set.SetProperty(it => it.AssigneeId, agent), Cancel);
            await db.CoachRecords.Where(it => it.ConversationId == review.ConversationId).ExecuteUpdateAsync(set => set.SetProperty(it => it.AgentId, agent), Cancel);
            var matter = await Client.PostAsync("/api/v1/cases", new { conversationId = review.ConversationId, kind = "complaint", title = "迟到" });
            var id = matter.GetProperty("id").GetGuid();
            await Client.SendAsync(HttpMethod.Put, $"/api/v1/cases/{id}/checks/time", new { verdict = "notMet" }, HttpStatusCode.OK);
            await Client.SendAsync(HttpMethod.Put, $"/api/v1/cases/{id}/checks/price", new { verdict = "met" }, HttpStatusCode.OK);
            await Client.PostAsync($"/api/v1/cases/{id}/close", new { outcome = "送到了", skipWhy = "很简单" }, HttpStatusCode.OK);
            await db.Cases.Where(it => it.Id == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.OwnerId, agent), Cancel);
        }

        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await Client.ReadAsync("/api/v1/axes?period=7d");
        var sources = Assert.Single(answer.GetProperty("groups").EnumerateArray()).GetProperty("sources").EnumerateArray().ToDictionary(it => it.Text("source")!, it => (Axis: it.Text("axis"), Hits: it.GetProperty("share").GetProperty("hits").GetInt32(), Count: it.GetProperty("share").GetProperty("count").GetInt32()));
        Assert.Equal(("procedural", 3, 6), sources["checklists"]);
        Assert.Equal(("procedural", 0, 3), sources["complaintSteps"]); // closed with steps left out
        Assert.Equal("personal", sources["personalCriteria"].Axis);
        Assert.InRange(sources["personalCriteria"].Hits, 0, sources["personalCriteria"].Count - 3); // each was rude
        Assert.True(sources["processCriteria"].Count > 0);
        Assert.Equal(("personal", 0, 3), sources["wording"]);

        await using var marks = Server.Database();
        var counted = await marks.ReviewMarks.CountAsync(Cancel);
        Assert.Equal(counted, sources["personalCriteria"].Count + sources["processCriteria"].Count); // every shipped criterion stands on one axis
        Assert.Equal(3, (await Client.ReadAsync("/api/v1/axes/rows?period=7d&group=all&source=personalCriteria&missed=true")).Items().Count);
        var cases = (await Client.ReadAsync("/api/v1/axes/rows?period=7d&group=all&source=complaintSteps&missed=true")).Items();
        Assert.Equal(["case", "case", "case"], cases.Select(it => it.Text("kind")));
        Assert.Equal(3, (await Client.ReadAsync("/api/v1/axes/rows?period=7d&group=all&source=checklists&missed=true")).Items().Count);
        foreach (var source in Enum.GetNames<AxisSource>()) // all of them can be asked, with and without what went wrong
            foreach (var missed in (string[])["false", "true"])
                await Client.ReadAsync($"/api/v1/axes/rows?period=7d&group=all&source={source}&missed={missed}");
    }

    [Fact]
    public void Every_criterion_that_ships_says_on_which_axis_it_stands() =>
        Assert.All(Ting.Server.Features.Reviews.Scorecards.ShippedScorecard.Content.Criteria, it => Assert.NotNull(it.Axis));

    [Fact]
    [Trait("req", "SQ-03")]
    public async Task How_teams_see_themselves_stands_beside_what_is_measured_and_few_answers_stay_hidden()
    {
        Survey survey;
        await using (var db = Server.Database())
        {
            survey = new Survey("七条标准", SurveyTemplate.Find("self-assessment")!, Server.Clock.GetUtcNow());
            Assert.True(survey.IsAnonymous);
            Assert.False(survey.Publish(null, Server.Clock.GetUtcNow()).IsRefused(out _, out var version));
            db.AddRange(survey, version!);
            await db.SaveChangesAsync(Cancel);
        }

        for (var answers = 1; answers <= 4; answers++)
            await AssessAsync(survey, 5);
        var hidden = (await Client.ReadAsync("/api/v1/axes?period=7d")).GetProperty("selfAssessment");
        Assert.Equal((true, 0), (hidden.GetProperty("hidden").GetBoolean(), hidden.GetProperty("answers").GetInt32()));
        Assert.All(hidden.GetProperty("standards").EnumerateArray(), it => Assert.Equal(JsonValueKind.Null, it.GetProperty("mean").ValueKind));

        await AssessAsync(survey, 3);
        var shown = (await Client.ReadAsync("/api/v1/axes?period=7d")).GetProperty("selfAssessment");
        var standards = shown.GetProperty("standards").EnumerateArray().ToList();
        Assert.Equal(["warmth", "help", "speed", "customer", "keep", "place", "personal"], standards.Select(it => it.Text("key")));
        Assert.All(standards, it => Assert.Equal((4.6, 5), (it.GetProperty("mean").GetDouble(), it.GetProperty("count").GetInt32())));
        Assert.Equal("serviceLevels", standards[2].Text("measured"));

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/axes?period=7d", Cancel);
        Assert.Contains("Put ourselves in their place", browser.Text, StringComparison.Ordinal);
        Assert.Contains("2.4", browser.TextsOf("[data-label='Short of excellent']")[0], StringComparison.Ordinal);
    }

    private async Task AssessAsync(Survey survey, int number)
    {
        await using var db = Server.Database();
        var response = new SurveyResponse(survey, 1, "zh-Hans", "link", Server.Clock.GetUtcNow());
        var sheet = AnswerSheet.Empty;
        foreach (var item in survey.ReadDraft().Items.Where(item => item.Kind is ItemKind.Rating))
            sheet.Numbers[item.Key] = number;
        response.Save(sheet, 0, "zh-Hans", Server.Clock.GetUtcNow());
        response.Complete(isStraight: false, isDuplicate: false, "", Server.Clock.GetUtcNow());
        db.Add(response);
        await db.SaveChangesAsync(Cancel);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<(Guid Id, Guid[] Agents)> TeamAsync(string name, int people)
    {
        var team = new Team(name, Server.Clock.GetUtcNow());
        await using var db = Server.Database();
        db.Add(team);
        await db.SaveChangesAsync(Cancel);
        var agents = new List<Guid>();
        for (var at = 0; at < people; at++)
        {
            var colleague = await Server.HasColleagueAsync($"{name} {at}", Cancel);
            await db.Agents.Where(it => it.Id == colleague.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.TeamId, team.Id), Cancel);
            agents.Add(colleague.Id);
        }

        return (team.Id, [.. agents]);
    }

    // Not answered in words, so that wording says nothing of it.
    private async Task TalkedAsync(Guid agent, bool recovered, bool followed)
    {
        var (id, _) = await Server.HasConversationAsync("我要退货", email: $"{Guid.CreateVersion7():N}@example.test");
        await using var db = Server.Database();
        var now = Server.Clock.GetUtcNow();
        await db.Conversations.Where(it => it.Id == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.AssigneeId, agent).SetProperty(it => it.Status, ConversationStatus.Resolved).SetProperty(it => it.ResolvedAt, now)
            .SetProperty(it => it.FirstLevel, -1).SetProperty(it => it.LastLevel, recovered ? 1 : -1), Cancel);
        db.ConversationLabels.Add(new ConversationLabel(_label, id));
        foreach (var step in ProcessExample.All[0].ToProcess(null, now).ReadSteps().Skip(followed ? 0 : 1))
            db.Add(new ProcessRecord(id, _process, step.Key, agent, now));
        await db.SaveChangesAsync(Cancel);
    }
}
