using System.Net;
using System.Text.Json;
using Ting.Listening;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>What conversations are reviewed by.</summary>
public sealed class ScorecardTests : DeskTest
{
    private static string Shipped => $"/api/v1/scorecards/{ShippedScorecard.Id}";

    [Fact]
    [Trait("req", "TEAM-06")]
    public void The_shipped_scorecard_is_whole_in_three_languages_and_leads_to_courses_that_exist()
    {
        var courses = new CourseBook();

        Assert.Null(ScorecardRules.Published(ShippedScorecard.Content));
        Assert.Equal(["heart", "see", "hear", "say", "think", "act", "understand"], ShippedScorecard.Content.Sections.Select(section => section.Key));
        Assert.All(ShippedScorecard.Content.Criteria.Where(it => it.Course is not null), it => Assert.NotNull(courses.Find(it.Course!, "en")));
        Assert.Equal(ShippedScorecard.Content.Write(), ScorecardContent.Read(ShippedScorecard.Content.Write())!.Write());
    }

    [Fact]
    [Trait("req", "LANG-03")]
    public void A_rule_of_the_coach_stands_on_one_criterion_at_most_and_means_its_parts_too()
    {
        var rules = ShippedScorecard.Content.Criteria.SelectMany(it => it.Rules).ToList();

        Assert.Equal(rules.Distinct(), rules);
        var whole = new Criterion("x", new(), 1) { Rules = ["LANG-01", "LANG-03.2"] };
        Assert.True(whole.IsBrokenBy("LANG-01.negation"));
        Assert.True(whole.IsBrokenBy("LANG-03.2"));
        Assert.False(whole.IsBrokenBy("LANG-011"));
        Assert.False(whole.IsBrokenBy("LANG-03.4"));
        Assert.Contains(Coach.Review("Are you deaf? Read the email.").Findings, finding => ShippedScorecard.Content.Criteria.Any(it => it.IsBrokenBy(finding.Rule)));
    }

    [Fact]
    public async Task The_shipped_scorecard_is_there_from_the_first_day_and_in_use()
    {
        var card = Assert.Single((await Client.ReadAsync("/api/v1/scorecards")).Items());

        Assert.True(card.GetProperty("active").GetBoolean());
        Assert.Equal(1, card.GetProperty("published").GetInt32());
        Assert.Equal(18, (await Client.ReadAsync($"{Shipped}/editions/1")).GetProperty("scorecard").GetProperty("sections").EnumerateArray().Sum(it => it.GetProperty("criteria").GetArrayLength()));
    }

    [Fact]
    public async Task A_draft_changes_no_review_until_it_is_published_and_editions_stay_as_they_were()
    {
        var draft = ShippedScorecard.Content.With("respect", it => it with { Weight = 99 });
        await Client.SendAsync(HttpMethod.Patch, Shipped, $$"""{"draft":{{draft.Write()}}}""", HttpStatusCode.OK);

        Assert.Equal(1, (await Client.ReadAsync(Shipped)).GetProperty("published").GetInt32());
        await Client.PostAsync($"{Shipped}/publish", null, HttpStatusCode.OK);

        Assert.Equal(99, WeightIn(await Client.ReadAsync($"{Shipped}/editions/2")));
        Assert.Equal(12, WeightIn(await Client.ReadAsync($"{Shipped}/editions/1")));

        static int WeightIn(JsonElement edition) => edition.GetProperty("scorecard").GetProperty("sections")[0].GetProperty("criteria")[0].GetProperty("weight").GetInt32();
    }

    [Theory]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{},"weight":0}]}]}}""", "weight")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"X!","text":{},"weight":1}]}]}}""", "sections")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{},"weight":1,"rules":["a b"]}]}]}}""", "rules")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{},"weight":1,"course":"juggling"}]}]}}""", "draft")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{},"weight":1,"check":"magic"}]}]}}""", "draft")]
    [InlineData("""{"draft":{"sections":null}}""", "draft")]
    [InlineData("""{"draft":[1]}""", "draft")]
    [InlineData("""{"name":" "}""", "name")]
    public async Task What_is_no_scorecard_is_refused_where_it_is_wrong(string body, string field)
    {
        var problem = await Client.SendAsync(HttpMethod.Patch, Shipped, body, HttpStatusCode.BadRequest);

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("""{"draft":{"sections":[]}}""", "scorecard.empty")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{"zh":"一","ja":"一","en":"one"},"weight":1}]}]}}""", "scorecard.without_rules")]
    [InlineData("""{"draft":{"sections":[{"key":"a","name":{},"criteria":[{"key":"x","text":{"en":"one"},"weight":1,"check":"people"}]}]}}""", "scorecard.untranslated")]
    public async Task A_draft_that_is_not_whole_can_be_kept_but_not_published(string body, string code)
    {
        await Client.SendAsync(HttpMethod.Patch, Shipped, body, HttpStatusCode.OK);

        Assert.Equal(code, (await Client.PostAsync($"{Shipped}/publish", null, HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact]
    public async Task An_old_version_changes_nothing()
    {
        await Client.SendAsync(HttpMethod.Patch, Shipped, new { name = "Ours" }, HttpStatusCode.OK);

        var stale = await Client.SendAsync(HttpMethod.Patch, Shipped, new { name = "Mine" }, HttpStatusCode.PreconditionFailed, ("If-Match", "W/\"1\""));

        Assert.Equal("scorecard.changed_meanwhile", stale.Text("title"));
        Assert.Equal("Ours", (await Client.ReadAsync(Shipped)).Text("name"));
    }

    [Fact]
    public async Task The_editor_changes_adds_moves_and_publishes_without_script()
    {
        using var browser = Server.Browser();
        var page = $"/reviews/scorecards/{ShippedScorecard.Id}";

        await browser.OpenAsync($"{page}/criteria/respect", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel, ("Text.Zh", "尊重"), ("Text.Ja", "敬意"), ("Text.En", "Respect"), ("Guide.Zh", ""), ("Guide.Ja", ""), ("Guide.En", ""), ("Weight", "20"), ("Check", "Rules"), ("Rules", "LANG-01.contempt、LANG-01.quarrel"), ("Course", "wording"), ("AutoFail", "true"));
        await browser.OpenAsync($"{page}/criteria/new?section=see", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel, ("Text.Zh", "新"), ("Text.Ja", "新"), ("Text.En", "New one"), ("Weight", "2"), ("Check", "People"), ("Rules", ""), ("Course", ""), ("NotApplicable", "true"));
        Assert.Contains("New one", browser.Text, StringComparison.Ordinal);

        var content = ScorecardContent.Read((await Client.ReadAsync(Shipped)).GetProperty("draft").GetRawText())!;
        Assert.Equal((20, "Respect", true), (content.Find("respect")!.Weight, content.Find("respect")!.Text.En, content.Find("respect")!.IsAutoFail));
        Assert.Equal(["LANG-01.contempt", "LANG-01.quarrel"], content.Find("respect")!.Rules);
        Assert.Equal("c1", content.Sections[1].Criteria[^1].Key);
        Assert.Equal("c1", content.Move("c1", -1).Sections[1].Criteria[0].Key);
        Assert.Equal("c1", content.Move("c1", 1).Sections[2].Criteria[0].Key);
        Assert.Equal(content.Write(), content.Move("respect", -1).Write());
    }

    [Fact]
    public async Task A_check_that_is_only_a_number_is_refused_by_the_form()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync($"/reviews/scorecards/{ShippedScorecard.Id}/criteria/respect", Cancel);

        await browser.SubmitAsync("main form[method=post]", Cancel, ("Text.En", "x"), ("Weight", "5"), ("Check", "77"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Theory]
    [InlineData(AgentRole.Representative)]
    [InlineData(AgentRole.Trainer)]
    public async Task Those_who_do_not_review_may_read_a_scorecard_and_not_change_it(AgentRole role)
    {
        Server.Role = role;

        await Client.ReadAsync(Shipped);
        await Client.SendAsync(HttpMethod.Patch, Shipped, new { name = "Ours" }, HttpStatusCode.Forbidden);
        await Client.PostAsync($"{Shipped}/publish", null, HttpStatusCode.Forbidden);
        foreach (var page in (string[])["/reviews/scorecards", $"/reviews/scorecards/{ShippedScorecard.Id}", "/reviews/figures", "/reviews/calibrations"])
        {
            using var answer = await Client.GetAsync(page, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }
}
