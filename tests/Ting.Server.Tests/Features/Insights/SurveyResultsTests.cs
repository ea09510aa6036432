using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Improvements;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Insights;

public sealed class SurveyResultsTests : DeskTest
{
    [Fact]
    [Trait("req", "SQ-06")]
    [Trait("req", "SQ-07")]
    public async Task The_weakest_dimension_is_named_with_its_gap_interval_and_n()
    {
        var (id, _) = await Server.HasSurveyAsync("servqual");
        await Server.HasAnswersAsync(id, Enumerable.Range(0, 30).Select(at => SurveyDesk.Quality("responsiveness", 4 + at % 2)));

        var results = await Client.ReadAsync($"/api/v1/surveys/{id}/results");
        Assert.Equal("responsiveness", results.Text("weakest"));
        Assert.Equal(-1.5, results.Figure("gap", "responsiveness"), 3);
        Assert.Equal(0, results.Figure("gap", "empathy"), 3);
        Assert.Equal(-0.3, results.Figure("gap", "unweighted"), 3); // the mean of five dimensions, not of 22 items

        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/surveys/{id}/results", Cancel);
        Assert.Contains("响应性", browser.Text, StringComparison.Ordinal);
        Assert.Contains("n 30", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector(".chart-d table"));
        Assert.Equal(22, browser.Page.QuerySelectorAll(".ins-grid .s12 tbody tr").Length);
    }

    [Fact]
    public async Task Who_ticked_without_reading_is_left_out_and_can_be_counted_in()
    {
        var (id, _) = await Server.HasSurveyAsync("nps");
        await Server.HasAnswersAsync(id, Numbers("recommend", 9, 10, 10, 9));
        await Server.HasAnswersAsync(id, Numbers("recommend", 0, 0), isStraight: true);

        Assert.Equal(100, (await Client.ReadAsync($"/api/v1/surveys/{id}/results")).Figure("nps", ""));
        Assert.Equal(33.3333, (await Client.ReadAsync($"/api/v1/surveys/{id}/results?all=true")).Figure("nps", ""), 3);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/responses", Cancel);
        Assert.Equal(4, browser.Page.QuerySelectorAll("details.rs").Length);
        await browser.OpenAsync($"/surveys/{id}/responses?all=1", Cancel);
        Assert.Equal(6, browser.Page.QuerySelectorAll("details.rs").Length);
    }

    [Fact]
    [Trait("req", "SAT-06")]
    public async Task Recommendation_satisfaction_and_effort_stand_with_their_interval_and_the_response_rate()
    {
        var (nps, _) = await Server.HasSurveyAsync("nps");
        await Server.HasAnswersAsync(nps, Numbers("recommend", [.. Enumerable.Repeat(10, 50), .. Enumerable.Repeat(7, 30), .. Enumerable.Repeat(3, 20)]));
        var (csat, _) = await Server.HasSurveyAsync("csat");
        await Server.HasAnswersAsync(csat, Numbers("transaction", [.. Enumerable.Repeat(5, 80), .. Enumerable.Repeat(2, 20)]));
        var (_, personId) = await Server.HasConversationAsync();
        await Client.PostAsync($"/api/v1/surveys/{csat}/invitations", new { personId });
        Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var recommended = Assert.Single((await Client.ReadAsync($"/api/v1/surveys/{nps}/results")).GetProperty("figures").EnumerateArray(), it => it.Text("name") == "nps");
        Assert.Equal((30.0, 14.7, 45.3, 100), (recommended.GetProperty("value").GetDouble(), Math.Round(recommended.GetProperty("low").GetDouble(), 1), Math.Round(recommended.GetProperty("high").GetDouble(), 1), recommended.GetProperty("n").GetInt32()));
        var results = await Client.ReadAsync($"/api/v1/surveys/{csat}/results");
        var satisfied = Assert.Single(results.GetProperty("figures").EnumerateArray(), it => it.Text("name") == "csat");
        Assert.Equal((0.8, 0.711, 0.867), (satisfied.GetProperty("value").GetDouble(), Math.Round(satisfied.GetProperty("low").GetDouble(), 3), Math.Round(satisfied.GetProperty("high").GetDouble(), 3)));
        Assert.Equal((1, 0), (results.GetProperty("invited").GetInt32(), results.GetProperty("invitedAnswered").GetInt32()));
    }

    [Fact]
    [Trait("req", "KANO-01")]
    [Trait("req", "KANO-02")]
    public async Task Ideas_stand_in_their_quadrant_with_better_and_worse()
    {
        var (id, _) = await Server.HasSurveyAsync("kano");
        await Server.HasAnswersAsync(id, Pairs("photo", (1, 3, 40), (1, 5, 30), (2, 5, 20), (3, 3, 10)));

        var results = await Client.ReadAsync($"/api/v1/surveys/{id}/results");
        Assert.Equal((0.7, -0.5), (results.Figure("better", "photo"), results.Figure("worse", "photo")));
        using var browser = Server.Browser("ja");
        await browser.OpenAsync($"/surveys/{id}/results", Cancel);
        Assert.Contains("発送前の写真", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("svg.kn[aria-label*='魅力的']"));
    }

    [Fact]
    public async Task The_figures_follow_inbox_and_period()
    {
        var (id, _) = await Server.HasSurveyAsync("nps");
        var other = await Server.HasInboxAsync(key: "other");
        await Server.HasAnswersAsync(id, Numbers("recommend", 10, 10), inboxId: other.Id);
        await Server.HasAnswersAsync(id, Numbers("recommend", 0, 0), ago: TimeSpan.FromDays(40));

        Assert.Equal(0, (await Client.ReadAsync($"/api/v1/surveys/{id}/results")).Figure("nps", ""));
        Assert.Equal(100, (await Client.ReadAsync($"/api/v1/surveys/{id}/results?inbox={other.Id}")).Figure("nps", ""));
        var now = Uri.EscapeDataString(Server.Clock.GetUtcNow().AddDays(-10).ToString("O"));
        Assert.Equal(-100, (await Client.ReadAsync($"/api/v1/surveys/{id}/results?to={now}")).Figure("nps", ""));
        using var backwards = await Client.GetAsync($"/api/v1/surveys/{id}/results?from=2030-01-01T00:00:00Z", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, backwards.StatusCode);
    }

    [Fact]
    [Trait("req", "SPC-02")]
    [Trait("req", "SPC-03")]
    public async Task Fewer_than_five_anonymous_colleagues_are_not_shown_anywhere()
    {
        var (id, _) = await Server.HasSurveyAsync("employee");
        await Server.HasAnswersAsync(id, Numbers("support", 1, 2, 1, 1));
        using var browser = Server.Browser();

        Assert.True((await Client.ReadAsync($"/api/v1/surveys/{id}/results")).GetProperty("hidden").GetBoolean());
        await browser.OpenAsync($"/surveys/{id}/results", Cancel);
        Assert.Contains("Too few anonymous answers", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"/surveys/{id}/responses", Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll("details.rs"));
        using var file = await Client.GetAsync($"/surveys/{id}/responses.csv", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, file.StatusCode);

        await Server.HasAnswersAsync(id, Numbers("support", 5));
        Assert.Equal(2, (await Client.ReadAsync($"/api/v1/surveys/{id}/results")).Figure("mean", "support"), 3);
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_and_the_same_file_twice_adds_nothing()
    {
        var (id, _) = await Server.HasSurveyAsync("servqual");
        await Server.HasAnswersAsync(id, Enumerable.Range(0, 3).Select(_ => SurveyDesk.Quality("empathy", 3)));
        var csv = await Client.GetStringAsync($"/surveys/{id}/responses.csv", Cancel);
        var (copy, _) = await Server.HasSurveyAsync("servqual");

        var first = await Client.PostAsync($"/api/v1/surveys/{copy}/responses", new { csv }, HttpStatusCode.OK);
        var second = await Client.PostAsync($"/api/v1/surveys/{copy}/responses", new { csv }, HttpStatusCode.OK);

        Assert.Equal((3, 0), (first.GetProperty("added").GetInt32(), first.GetProperty("known").GetInt32()));
        Assert.Equal((0, 3), (second.GetProperty("added").GetInt32(), second.GetProperty("known").GetInt32()));
        Assert.Equal(
            (await Client.ReadAsync($"/api/v1/surveys/{id}/results")).Figure("gap", "empathy"),
            (await Client.ReadAsync($"/api/v1/surveys/{copy}/results")).Figure("gap", "empathy"));
    }

    [Fact]
    public async Task What_is_wrong_in_a_file_is_said_with_row_and_column_and_the_rest_is_taken()
    {
        var (id, _) = await Server.HasSurveyAsync("nps");
        var csv = new StringBuilder("id,at,language,recommend\n").Append("a,2026-03-01T10:00:00Z,ja,9\n").Append("b,2026-03-01T10:00:00Z,ja,11\n").Append("a,2026-03-02T10:00:00Z,ja,3\n").Append("c,2099-01-01T00:00:00Z,ja,3\n").Append("d,2026-03-02T10:00:00Z,ja,\n").ToString();

        var done = await Client.PostAsync($"/api/v1/surveys/{id}/responses", new { csv }, HttpStatusCode.OK);

        Assert.Equal(1, done.GetProperty("added").GetInt32());
        Assert.Equal(["3 recommend number", "4 id twice", "5 at at", "6  empty"], done.GetProperty("errors").EnumerateArray().Select(it => $"{it.GetProperty("row").GetInt32()} {it.Text("column")} {it.Text("code")}"));
        foreach (var strange in (string[])["", "id,at\n", "id,at,recommend,nonsense\na,2026-03-01,9,1\n", "id,at,recommend\n\"a,2026-03-01,9"])
            await Client.PostAsync($"/api/v1/surveys/{id}/responses", new { csv = strange }, HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("req", "SQ-05")]
    public async Task An_action_closes_a_gap_and_shows_what_became_of_its_dimension()
    {
        var (id, _) = await Server.HasSurveyAsync("servqual");
        await Server.HasAnswersAsync(id, Enumerable.Range(0, 25).Select(at => SurveyDesk.Quality("responsiveness", 3 + at % 2)), ago: TimeSpan.FromDays(5));
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/gaps", Cancel);
        await browser.SubmitAsync("form:has([name='Input.Title'])", Cancel, ("Input.Title", "Another shift in the evening"), ("Input.Gap", "3"), ("Input.Dimension", "Responsiveness"), ("Input.Owner", TestServer.AgentId.ToString()), ("Input.Due", "2026-05-01"));
        Assert.Contains("Another shift in the evening", browser.Text, StringComparison.Ordinal);

        Guid action;
        await using (var db = Server.Database())
            action = (await db.Improvements.SingleAsync(it => it.Gap == 3, Cancel)).Id;
        await browser.SubmitAsync($"#improvement-{action} form", Cancel, ("State", "Done"));
        Assert.Contains("too few answers to tell: n 25 before, n 0 after", browser.Text, StringComparison.Ordinal);

        Server.Clock.Advance(TimeSpan.FromDays(2));
        await Server.HasAnswersAsync(id, Enumerable.Range(0, 25).Select(at => SurveyDesk.Quality("responsiveness", 5 + at % 2)));
        await browser.OpenAsync($"/surveys/{id}/gaps", Cancel);
        Assert.Matches(@"−2\.5\d .*n 25 → −0\.5\d .*n 25", browser.Page.GetElementById($"improvement-{action}")!.TextContent);
    }

    [Fact]
    [Trait("req", "SQ-05")]
    public async Task Gaps_beyond_five_owners_nobody_knows_and_states_that_are_none_are_refused()
    {
        var (id, _) = await Server.HasSurveyAsync("servqual");

        await Client.PostAsync($"/api/v1/surveys/{id}/improvements", new { title = "x", gap = 6 }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/surveys/{id}/improvements", new { title = " ", gap = 1 }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/surveys/{id}/improvements", new { title = "x", gap = 1, ownerId = Guid.CreateVersion7() }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/surveys/{Guid.CreateVersion7()}/improvements", new { title = "x", gap = 1 }, HttpStatusCode.NotFound);
        var made = await Client.PostAsync($"/api/v1/surveys/{id}/improvements", new { title = "x", gap = 2 });
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/gaps", Cancel);
        await browser.SubmitAsync($"#improvement-{made.GetProperty("id").GetGuid()} form", Cancel, ("State", "77"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await using var db = Server.Database();
        Assert.Equal(ImprovementState.Open, (await db.Improvements.SingleAsync(Cancel)).State);
    }

    [Theory]
    [InlineData(AgentRole.Representative)]
    [InlineData(AgentRole.Specialist)]
    public async Task Who_does_not_lead_sees_no_results(AgentRole role)
    {
        var (id, _) = await Server.HasSurveyAsync("nps");
        Server.Role = role;

        foreach (var address in (string[])[$"/api/v1/surveys/{id}/results", $"/surveys/{id}/results", $"/surveys/{id}/responses", $"/surveys/{id}/gaps", $"/surveys/{id}/responses.csv", $"/surveys/{id}/results.csv"])
        {
            using var answer = await Client.GetAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private static IEnumerable<Dictionary<string, int>> Numbers(string key, params int[] answers) => answers.Select(answer => new Dictionary<string, int> { [key] = answer });

    private static IEnumerable<Dictionary<string, int>> Pairs(string key, params (int Present, int Absent, int Times)[] pairs) =>
        pairs.SelectMany(pair => Enumerable.Repeat(0, pair.Times).Select(_ => new Dictionary<string, int> { [$"{key}.1"] = pair.Present, [$"{key}.2"] = pair.Absent }));
}
