using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Calibration;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>Several score the same conversations blind; afterwards it shows how far they agree, by criterion.</summary>
public sealed class CalibrationTests : DeskTest
{
    private static readonly Guid Ada = Guid.Parse("0198c0de-0000-7000-8000-0000000000aa");
    private static readonly Guid Ben = Guid.Parse("0198c0de-0000-7000-8000-0000000000bb");

    private async Task<(Guid Session, Guid Colleague)> HasSessionAsync(int conversations = 3)
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        for (var at = 0; at < conversations; at++)
            await Server.HandToAsync(await Server.HasReviewAsync(), colleague.Id);
        return ((await Client.PostAsync("/api/v1/calibrations", new { name = "March", count = conversations })).GetProperty("id").GetGuid(), colleague.Id);
    }

    private Task GradeAsync(Guid session, int place, params (string, string)[] otherwise) =>
        Client.SendAsync(HttpMethod.Put, $"/api/v1/calibrations/{session}/units/{place}/sheet", new { results = ReviewDesk.Sheet(null, otherwise) }, HttpStatusCode.NoContent);

    [Fact]
    public async Task While_a_session_is_open_nobody_sees_what_others_say_and_afterwards_agreement_stands_beside_n()
    {
        var (session, _) = await HasSessionAsync();
        for (var place = 1; place <= 3; place++)
            await GradeAsync(session, place, ("noticed", place == 1 ? "notApplicable" : "passed"));

        var open = await Client.ReadAsync($"/api/v1/calibrations/{session}");
        Assert.Equal(JsonValueKind.Null, open.GetProperty("criteria").ValueKind);
        Assert.All(open.GetProperty("graders").EnumerateArray(), grader => Assert.Equal(JsonValueKind.Null, grader.GetProperty("bias").ValueKind));
        using (var browser = Server.Browser())
        {
            await browser.OpenAsync($"/reviews/calibrations/{session}/1", Cancel);
            Assert.Empty(browser.Page.QuerySelectorAll(".rv-e")); // the engine's verdicts are not there
            Assert.NotEmpty(browser.Page.QuerySelectorAll("[name=v-noticed][checked]")); // one's own are
        }

        await Client.PostAsync($"/api/v1/calibrations/{session}/close", null, HttpStatusCode.OK);
        var closed = await Client.ReadAsync($"/api/v1/calibrations/{session}");
        var respect = closed.GetProperty("criteria").EnumerateArray().Single(it => it.Text("criterion") == "respect");
        Assert.Equal((1.0, 3), (respect.GetProperty("rawAgreement").GetDouble(), respect.GetProperty("units").GetInt32()));
        Assert.Equal(JsonValueKind.Null, respect.GetProperty("alpha").ValueKind); // all said the same: nothing could have differed
        Assert.Equal(0, closed.GetProperty("criteria").EnumerateArray().Single(it => it.Text("criterion") == "noticed").GetProperty("units").GetInt32()); // the engine does not judge it
        Assert.Equal("calibration.closed", (await Client.SendAsync(HttpMethod.Put, $"/api/v1/calibrations/{session}/units/1/sheet", new { results = ReviewDesk.Sheet() }, HttpStatusCode.Conflict)).Text("title"));
        using var after = Server.Browser("ja");
        await after.OpenAsync($"/reviews/calibrations/{session}", Cancel);
        Assert.Contains("100 %", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_those_of_the_measurement_library()
    {
        // Cohen's [[20,5],[10,15]] (formulas.md): kappa .40, raw .70
        (int First, int Second)[] said = [.. Enumerable.Repeat((1, 1), 20), .. Enumerable.Repeat((1, 0), 5), .. Enumerable.Repeat((0, 1), 10), .. Enumerable.Repeat((0, 0), 15)];
        var content = new ScorecardContent { Sections = [new("s", Wording.None, [new("tone", Wording.None, 1)])] };
        List<CalibrationSheet> sheets = [];
        foreach (var (pair, place) in said.Select((pair, at) => (pair, at + 1)))
        {
            sheets.Add(Sheet(Ada, place, pair.First));
            sheets.Add(Sheet(Ben, place, pair.Second));
        }

        var figures = CalibrationFigures.Of(content, said.Length, sheets)!;

        var tone = Assert.Single(figures.Criteria);
        Assert.Equal(0.70, tone.Raw!.Value, 12);
        Assert.Equal(0.40, tone.Kappa!.Kappa!.Value, 12);
        Assert.Equal(50, tone.Alpha.Units);
        var ratings = new Ratings([[.. said.Select(it => (double?)it.First)], [.. said.Select(it => (double?)it.Second)]]);
        Assert.Equal(KrippendorffAlpha.Of(ratings, RatingMetric.Nominal).Alpha, tone.Alpha.Alpha);
        Assert.Equal([-10.0, 10.0], figures.Bias.Select(it => Math.Round(it.Bias!.Value.Value, 9))); // 25 of 50 against 30 of 50

        static CalibrationSheet Sheet(Guid grader, int place, int value)
        {
            var sheet = new CalibrationSheet(Guid.Empty, place, grader);
            sheet.Fill([new("tone", value == 1 ? CriterionVerdict.Passed : CriterionVerdict.Failed)], new(value * 100, false), DateTimeOffset.UnixEpoch);
            return sheet;
        }
    }

    [Fact]
    public void Fewer_than_two_graders_cannot_be_compared()
    {
        var alone = new CalibrationSheet(Guid.Empty, 1, Ada);

        Assert.Null(CalibrationFigures.Of(new ScorecardContent(), 1, [alone]));
        Assert.Null(CalibrationFigures.Of(new ScorecardContent(), 1, []));
    }

    [Fact]
    public async Task Conversations_are_drawn_or_named_and_what_cannot_be_compared_is_refused()
    {
        var (session, _) = await HasSessionAsync(2);
        await using (var db = Server.Database())
        {
            Assert.Equal([1, 2], await db.CalibrationUnits.Where(it => it.CalibrationId == session).OrderBy(it => it.Place).Select(it => it.Place).ToListAsync(Cancel));
            Assert.Equal(2, await db.CalibrationSheets.CountAsync(it => it.CalibrationId == session && it.GraderId == CalibrationSheet.Engine, Cancel));
        }

        await Client.PostAsync("/api/v1/calibrations", new { name = "x", count = 1 }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/calibrations", new { name = " ", count = 2 }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/calibrations", new { name = "x", conversations = new[] { 1, 999_999 } }, HttpStatusCode.BadRequest);
        Assert.Equal("calibration.nothing", (await Client.PostAsync("/api/v1/calibrations", new { name = "x", count = 3 }, HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact]
    public async Task What_one_who_may_score_did_is_drawn_only_where_nothing_else_is_left()
    {
        for (var at = 0; at < 6; at++)
            await Server.HasReviewAsync();
        var (two, colleague) = await HasSessionAsync(2);
        var three = (await Client.PostAsync("/api/v1/calibrations", new { name = "x", count = 3 })).GetProperty("id").GetGuid();

        await using var db = Server.Database();
        var reviews = db.Reviews.Where(it => it.AgentId == colleague).Select(it => it.ConversationId);
        Task<int> OfTheColleagueAsync(Guid session) => db.CalibrationUnits.CountAsync(it => it.CalibrationId == session && reviews.Contains(it.ConversationId), Cancel);
        Assert.Equal((2, 2), (await OfTheColleagueAsync(two), await OfTheColleagueAsync(three)));
    }

    [Fact]
    public async Task Nobody_scores_their_own_work_and_a_place_that_is_not_there_is_not_found()
    {
        var own = await Server.HasReviewAsync();
        var other = await Server.HasReviewAsync();
        var session = (await Client.PostAsync("/api/v1/calibrations", new { name = "x", conversations = new[] { own.Number, other.Number } })).GetProperty("id").GetGuid();

        Assert.Equal("review.own", (await Client.SendAsync(HttpMethod.Put, $"/api/v1/calibrations/{session}/units/1/sheet", new { results = ReviewDesk.Sheet() }, HttpStatusCode.Forbidden)).Text("title"));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/calibrations/{session}/units/7/sheet", new { results = ReviewDesk.Sheet() }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pages_of_a_session_work_without_script()
    {
        var (session, _) = await HasSessionAsync(2);
        using var browser = Server.Browser();

        await browser.OpenAsync($"/reviews/calibrations/{session}/1", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel, [.. ShippedScorecard.Content.Criteria.Select(it => ($"v-{it.Key}", "Passed"))]);
        Assert.Equal($"/reviews/calibrations/{session}/2", browser.Led);
        await browser.OpenAsync("/reviews/calibrations?after=nonsense", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
    }
}
