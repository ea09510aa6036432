using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>Every resolved conversation is reviewed by itself; people review beside the engine, agents dispute, supervisors decide.</summary>
public sealed class ReviewTests : DeskTest
{
    private static string At(Review review, string more = "") => $"/api/v1/reviews/{review.Id}{more}";

    [Fact]
    public async Task Resolving_reviews_the_conversation_with_reasons_quoted_words_and_how_sure()
    {
        var review = await Server.HasReviewAsync(answer: ReviewDesk.Rude);

        var shown = (await Client.ReadAsync(At(review))).GetProperty("review");
        var failed = shown.GetProperty("engine").EnumerateArray().First(it => it.Text("verdict") == "failed" && it.TryGetProperty("quotes", out _) && it.Text("reason") == "found");
        Assert.Contains(failed.GetProperty("quotes").EnumerateArray(), quote => ReviewDesk.Rude.Contains(quote.Text("text")!, StringComparison.Ordinal) && quote.TryGetProperty("rule", out _));
        Assert.Contains(failed.Text("sureness"), (string[])["medium", "high"]);
        Assert.Equal("notEnoughEvidence", shown.Result("engine", "knowledge").Text("verdict"));
        Assert.Equal(TestServer.AgentId, review.AgentId);
        await using var db = Server.Database();
        Assert.Equal(1, await db.Events.CountAsync(line => line.Stream == review.ConversationId && line.Type == ReviewConversation.Reviewed, Cancel));
        Assert.NotEmpty(await db.ReviewMarks.Where(it => it.ReviewId == review.Id && it.Failed).ToListAsync(Cancel));
    }

    [Fact]
    [Trait("req", "POL-01")]
    public async Task The_review_goes_by_the_service_policies_as_the_live_coach_does()
    {
        const string Complaint = "The kettle arrived broken and nobody answers. This is outrageous!";
        const string Answer = "Please send it to our workshop.";
        var before = await Server.HasReviewAsync(Complaint, Answer, "before@example.test");
        await Client.SendAsync(HttpMethod.Put, "/api/v1/service-policies", new { apologiseFirst = true }, HttpStatusCode.OK);
        var after = await Server.HasReviewAsync(Complaint, Answer, "after@example.test");

        Assert.Equal(("notApplicable", "no_policy"), await PolicyOfAsync(before));
        Assert.Equal(("failed", "found"), await PolicyOfAsync(after));
        var page = await Client.GetStringAsync($"/reviews/{after.Number}", Cancel);
        Assert.Contains("POL-01.apology", page, StringComparison.Ordinal);
        Assert.Contains("It is not as the service policies say.", page, StringComparison.Ordinal);

        async Task<(string?, string?)> PolicyOfAsync(Review review)
        {
            var result = (await Client.ReadAsync(At(review))).GetProperty("review").Result("engine", "policy");
            return (result.Text("verdict"), result.Text("reason"));
        }
    }

    [Fact]
    public async Task The_request_that_resolves_does_not_wait_for_the_review()
    {
        var (id, _) = await Server.HasConversationAsync();
        await Server.AnswerAsync(id, ReviewDesk.Kind, Cancel);
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", null, HttpStatusCode.OK);

        await using var db = Server.Database();
        Assert.Empty(await db.Reviews.ToListAsync(Cancel));
        Assert.Single(await db.Set<Ting.Server.Platform.Jobs.QueuedJob>().Where(job => job.Name == ReviewConversation.Name).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_conversation_that_goes_on_is_looked_at_again_in_the_same_review()
    {
        var first = await Server.HasReviewAsync();
        await Server.SayAsync(first.ConversationId, "My parcel is late. Where is it?", ReviewDesk.Rude);
        Server.Clock.Advance(TimeSpan.FromHours(1));
        await Server.ResolveAsync(first.ConversationId);

        await using var db = Server.Database();
        var again = await db.Reviews.SingleAsync(Cancel);
        Assert.Equal(first.Id, again.Id);
        Assert.True(again.EngineScore < first.EngineScore, $"{again.EngineScore} < {first.EngineScore}");
        Assert.Equal(2, await db.ReviewEntries.CountAsync(it => it.ReviewId == again.Id && it.Kind == ReviewEntryKind.Looked, Cancel));
    }

    [Fact]
    public async Task The_same_job_run_twice_reviews_once()
    {
        var review = await Server.HasReviewAsync();
        await using (var db = Server.Database())
        {
            var sequence = await db.Events.Where(line => line.Stream == review.ConversationId && line.Type == "conversation.resolved").Select(line => line.Sequence).SingleAsync(Cancel);
            db.Add(Ting.Server.Platform.Jobs.QueuedJob.For(new ReviewConversation(review.ConversationId, (int)sequence), Server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        await Server.RunJobsAsync(Cancel);

        Assert.Equal(review.Version, (await Server.ReadAsync(review)).Version);
    }

    [Fact]
    public async Task Those_who_do_not_review_see_their_own_and_nothing_of_others()
    {
        var own = await Server.HasReviewAsync();
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var other = await Server.HandToAsync(await Server.HasReviewAsync(answer: ReviewDesk.Rude), colleague.Id);
        Server.Role = AgentRole.Representative;

        Assert.Equal([own.Id], (await Client.ReadAsync("/api/v1/reviews")).Items().Select(it => it.GetProperty("id").GetGuid()));
        Assert.Empty((await Client.ReadAsync($"/api/v1/reviews?agent={colleague.Id}")).Items());
        using (var answer = await Client.GetAsync(At(other), Cancel))
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using (var page = await Client.GetAsync($"/reviews/{other.Number}", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        await Client.PostAsync(At(other, "/dispute"), new { reason = "not fair" }, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Put, At(own, "/sheet"), new { results = ReviewDesk.Sheet() }, HttpStatusCode.Forbidden);
        await Client.PostAsync(At(own, "/dispute/decision"), new { changed = true, reason = "x" }, HttpStatusCode.Forbidden);
        await Client.PostAsync(At(own, "/pass"), null, HttpStatusCode.Forbidden);
        await Client.PostAsync(At(own, "/lessons"), new { criterion = "respect" }, HttpStatusCode.Forbidden);
        using var figures = await Client.GetAsync("/api/v1/reviews/figures", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, figures.StatusCode);
    }

    [Fact]
    public async Task Reviews_come_page_by_page_the_last_resolved_first()
    {
        var all = new List<Guid>();
        for (var at = 0; at < 5; at++)
        {
            all.Insert(0, (await Server.HasReviewAsync()).Id);
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await Client.ReadAsync($"/api/v1/reviews?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Items().Select(it => it.GetProperty("id").GetGuid()));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);

        Assert.Equal(all, seen);
    }

    [Theory]
    [InlineData("?cursor=nonsense")]
    [InlineData("?view=pretty")]
    [InlineData("?agent=somebody")]
    public async Task A_question_that_makes_no_sense_is_said_and_not_answered_with_an_empty_list(string query)
    {
        using var answer = await Client.GetAsync($"/api/v1/reviews{query}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using var browser = Server.Browser();
        await browser.OpenAsync($"/reviews{query.Replace("cursor", "after", StringComparison.Ordinal)}", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task A_person_fills_the_sheet_beside_the_engine_and_their_word_counts()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var review = await Server.HandToAsync(await Server.HasReviewAsync(), colleague.Id);
        var answer = await Server.AnswerOfAsync(review);

        var filled = await Client.SendAsync(HttpMethod.Put, At(review, "/sheet"), new { results = ReviewDesk.Sheet(answer, ("knowledge", "failed")), note = "Good tone. Check the facts first." }, HttpStatusCode.OK);

        Assert.Equal(review.EngineScore, filled.GetProperty("engineScore").GetInt32());
        Assert.InRange(filled.GetProperty("score").GetInt32(), 90, 99);
        Assert.Equal("Good tone. Check the facts first.", filled.Text("note"));
        Assert.Equal(answer, filled.Result("person", "knowledge").GetProperty("quotes")[0].GetProperty("messageId").GetGuid());
        var history = (await Client.ReadAsync(At(review))).GetProperty("history").EnumerateArray().Select(it => it.Text("kind")).ToList();
        Assert.Equal(["filled", "looked"], history);
    }

    [Fact]
    public async Task A_sheet_that_is_not_whole_is_refused_where_it_is_not()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var review = await Server.HandToAsync(await Server.HasReviewAsync(), colleague.Id);
        var whole = ReviewDesk.Sheet();

        await Refused(whole[1..], "respect");
        await Refused([.. whole, new { criterion = "charm", verdict = "passed" }], "results");
        await Refused(ReviewDesk.Sheet(null, ("respect", "notApplicable")), "respect");
        await Refused(ReviewDesk.Sheet(null, ("respect", "failed")), "respect"); // needs a message
        await Refused(ReviewDesk.Sheet(Guid.CreateVersion7(), ("respect", "failed")), "respect");
        await Client.SendAsync(HttpMethod.Put, At(review, "/sheet"), new { results = ReviewDesk.Sheet(), note = new string('x', Review.LongestNote + 1) }, HttpStatusCode.BadRequest);
        Assert.Null((await Server.ReadAsync(review)).PersonAt);

        async Task Refused(object[] sheet, string field)
        {
            var problem = await Client.SendAsync(HttpMethod.Put, At(review, "/sheet"), new { results = sheet }, HttpStatusCode.BadRequest);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        }
    }

    [Fact]
    public async Task Nobody_reviews_or_decides_about_their_own_work()
    {
        var review = await Server.HasReviewAsync();

        Assert.Equal("review.own", (await Client.SendAsync(HttpMethod.Put, At(review, "/sheet"), new { results = ReviewDesk.Sheet() }, HttpStatusCode.Forbidden)).Text("title"));
        await Client.PostAsync(At(review, "/dispute"), new { reason = "I did." }, HttpStatusCode.OK);
        Assert.Equal("review.own", (await Client.PostAsync(At(review, "/dispute/decision"), new { changed = true, criterion = "respect", reason = "I was right" }, HttpStatusCode.Forbidden)).Text("title"));
    }

    [Fact]
    public async Task A_dispute_is_decided_by_somebody_else_and_both_reasons_stay()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var review = await Server.HasReviewAsync(answer: ReviewDesk.Rude);
        var criterion = review.ReadEngine().First(it => it.Verdict is CriterionVerdict.Failed && it.Reason == "found").Criterion;
        Server.Role = AgentRole.Representative;
        await Client.PostAsync(At(review, "/dispute"), new { criterion, reason = "The customer asked me to quote the manual." }, HttpStatusCode.OK);
        Assert.Equal("review.disputed", (await Client.PostAsync(At(review, "/dispute"), new { reason = "again" }, HttpStatusCode.Conflict)).Text("title"));

        Server.Role = AgentRole.Supervisor;
        Assert.Single((await Client.ReadAsync("/api/v1/reviews?view=disputed")).Items());
        await Server.HandToAsync(review, colleague.Id);
        var decided = await Client.PostAsync(At(review, "/dispute/decision"), new { changed = true, verdict = "passed", reason = "True, it was a quotation." }, HttpStatusCode.OK);

        Assert.Equal("passed", decided.Result("person", criterion).Text("verdict"));
        Assert.True(decided.GetProperty("score").GetInt32() > review.EngineScore);
        Assert.Empty((await Client.ReadAsync("/api/v1/reviews?view=disputed")).Items());
        var history = (await Client.ReadAsync(At(review))).GetProperty("history").EnumerateArray().Select(it => (it.Text("kind"), it.Text("text"))).ToList();
        Assert.Equal([("changed", "True, it was a quotation."), ("disputed", "The customer asked me to quote the manual."), ("looked", null)], history);
        Assert.Equal("review.not_disputed", (await Client.PostAsync(At(review, "/dispute/decision"), new { changed = false, reason = "again" }, HttpStatusCode.Conflict)).Text("title"));
    }

    [Theory]
    [InlineData("""{"reason":" "}""", "reason")]
    [InlineData("""{"criterion":"charm","reason":"x"}""", "criterion")]
    public async Task A_dispute_says_what_about_and_why(string body, string field)
    {
        var review = await Server.HasReviewAsync();

        var problem = await Client.PostAsync(At(review, "/dispute"), body, HttpStatusCode.BadRequest);

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_risk_waits_in_the_queue_until_somebody_has_looked()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var risk = await Server.HasReviewAsync(answer: "Are you deaf? I already told you, read the email. Shut up and stop complaining.");
        Assert.True(risk is { IsQueued: true, Pick: ReviewPick.Risk }, $"{risk.EngineScore} {risk.EngineAutoFailed}");
        await Server.HandToAsync(risk, colleague.Id);

        Assert.Equal([risk.Id], (await Client.ReadAsync("/api/v1/reviews?view=queue")).Items().Select(it => it.GetProperty("id").GetGuid()));
        await Client.SendAsync(HttpMethod.Put, At(risk, "/sheet"), new { results = ReviewDesk.Sheet() }, HttpStatusCode.OK);
        Assert.Empty((await Client.ReadAsync("/api/v1/reviews?view=queue")).Items());
    }

    [Fact]
    public async Task An_answer_that_says_the_opposite_of_the_engine_brings_the_conversation_into_the_queue()
    {
        await Client.SendAsync(HttpMethod.Put, "/api/v1/reviews/settings", new { riskBelow = 0, picksEscalated = false, picksDisagreement = true, randomPermille = 0, seed = "s", lessonAfter = 0, lessonDays = 30 }, HttpStatusCode.OK);
        var review = await Server.HasReviewAsync();
        Assert.True(review is { IsQueued: false, EngineScore: >= SamplingRules.Good }, $"{review.EngineScore}");

        await using (var db = Server.Database())
        {
            (await db.Set<Ting.Server.Features.Surveys.SatisfactionRating>().SingleAsync(it => it.ConversationId == review.ConversationId, Cancel)).Answer(1, "", null, Server.Clock.GetUtcNow());
            db.Add(Ting.Server.Platform.Jobs.QueuedJob.For(new WeighAnswer(review.ConversationId), Server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        await Server.RunJobsAsync(Cancel);
        Assert.True(await Server.ReadAsync(review) is { IsQueued: true, Pick: ReviewPick.Disagreement });
        await Client.PostAsync(At(review, "/pass"), null, HttpStatusCode.NoContent);
        Assert.Empty((await Client.ReadAsync("/api/v1/reviews?view=queue")).Items());
    }

    [Theory]
    [InlineData("riskBelow", 101)]
    [InlineData("randomPermille", -1)]
    [InlineData("lessonAfter", 101)]
    [InlineData("lessonDays", 0)]
    public async Task Settings_beyond_their_range_are_refused(string field, int value)
    {
        var body = new Dictionary<string, object> { ["seed"] = "s", [field] = value };

        await Client.SendAsync(HttpMethod.Put, "/api/v1/reviews/settings", body, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/reviews/settings", new { seed = "" }, HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("req", "CRM-10")]
    public async Task Of_an_erased_person_no_review_quotes_a_word()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var review = await Server.HasReviewAsync("My name is Rumpelstilzchen and I am waiting.", ReviewDesk.Rude, "rumpel@example.test");
        await Client.PostAsync(At(review, "/dispute"), new { reason = "Rumpelstilzchen was rude first" }, HttpStatusCode.OK);
        await Server.HandToAsync(review, colleague.Id);
        await Client.SendAsync(HttpMethod.Put, At(review, "/sheet"), new { results = ReviewDesk.Sheet(await Server.AnswerOfAsync(review), ("knowledge", "failed")), note = "Rumpelstilzchen deserved better" }, HttpStatusCode.OK);
        var second = await Server.HasReviewAsync("I am Rumpelstilzchen again.", ReviewDesk.Rude, "rumpel@example.test");
        var session = await Client.PostAsync("/api/v1/calibrations", new { name = "May", conversations = new[] { review.Number, second.Number } });
        await using (var before = Server.Database())
            Assert.Contains("manual", string.Concat(await before.CalibrationSheets.Select(it => it.Results).ToListAsync(Cancel)), StringComparison.Ordinal);

        await using (var db = Server.Database())
        {
            var person = await db.Set<Ting.Server.Features.Conversations.Conversation>().Where(it => it.Id == review.ConversationId).Select(it => it.PersonId).SingleAsync(Cancel);
            await Client.PostAsync($"/api/v1/people/{person}/erase", null, HttpStatusCode.NoContent);
        }

        await Server.RunJobsAsync(Cancel);
        await using var after = Server.Database();
        var kept = string.Join('\n', [
            .. (await after.Reviews.ToListAsync(Cancel)).Select(it => $"{it.Engine}{it.Person}{it.Note}"),
            .. (await after.ReviewEntries.ToListAsync(Cancel)).Select(it => it.Text ?? ""),
            .. (await after.CalibrationSheets.ToListAsync(Cancel)).Select(it => it.Results)]);
        Assert.DoesNotContain("Rumpelstilzchen", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("manual", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("see the message", kept, StringComparison.Ordinal);
        Assert.Equal(review.EngineScore, (await Server.ReadAsync(review)).EngineScore); // the number stays
        Assert.NotEqual(default, session);
    }

    [Fact]
    public async Task A_reviewer_works_through_pages_without_script()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var review = await Server.HandToAsync(await Server.HasReviewAsync(answer: ReviewDesk.Rude), colleague.Id);
        using var browser = Server.Browser();

        await browser.OpenAsync("/reviews?view=all", Cancel);
        Assert.Contains("林悦", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"/reviews/{review.Number}", Cancel);
        Assert.Contains("read the manual", browser.Text, StringComparison.Ordinal);
        var form = "form:has([name=note])";
        await browser.SubmitAsync(form, Cancel, ("note", "kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("Please choose a verdict here.", browser.Text, StringComparison.Ordinal);
        Assert.Equal("kept", browser.Page.QuerySelector("[name=note]")!.TextContent);

        await browser.SubmitAsync(form, Cancel, [("note", "Well done"), .. Ting.Server.Features.Reviews.Scorecards.ShippedScorecard.Content.Criteria.Select(it => ($"v-{it.Key}", "Passed"))]);
        Assert.EndsWith("?done=filled", browser.Led, StringComparison.Ordinal);
        Assert.Equal(100, (await Server.ReadAsync(review)).PersonScore);
    }

    [Theory]
    [InlineData("en", "Not met")]
    [InlineData("zh-Hans", "未达到")]
    [InlineData("ja", "できていない")]
    public async Task An_agent_reads_their_review_in_their_language_and_disputes_it(string language, string word)
    {
        var review = await Server.HasReviewAsync(answer: ReviewDesk.Rude);
        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser(language);

        await browser.OpenAsync($"/reviews/{review.Number}", Cancel);
        Assert.Contains(word, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("reason.", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("[name=note]"));
        await browser.SubmitAsync("#dispute form", Cancel, ("criterion", ""), ("reason", "I see it otherwise"));

        Assert.EndsWith("?done=disputed", browser.Led, StringComparison.Ordinal);
        Assert.True((await Server.ReadAsync(review)).IsDisputed);
    }

    [Fact]
    [Trait("req", "LANG-12")]
    [Trait("req", "POL-03")]
    [Trait("req", "TEAM-06")]
    public async Task Figures_say_how_often_criteria_are_met_what_became_of_the_conversations_and_that_everybody_is_treated_alike()
    {
        for (var at = 0; at < 3; at++)
            await Server.HasReviewAsync(answer: ReviewDesk.Kind);
        var rude = await Server.HasReviewAsync("I want to speak to your manager, I will report you to the consumer association!", "Are you deaf? I already told you, read the email.");
        var failed = rude.ReadEngine().First(it => it is { Verdict: CriterionVerdict.Failed, Reason: "found" }).Criterion;
        Assert.True(rude.Escalated);

        var figures = await Client.ReadAsync("/api/v1/reviews/figures?days=7");
        var row = figures.GetProperty("criteria").EnumerateArray().Single(it => it.Text("criterion") == failed);

        Assert.Equal(4, figures.GetProperty("reviews").GetInt32());
        Assert.Equal((3, 1), (row.GetProperty("passed").GetInt32(), row.GetProperty("failed").GetInt32()));
        Assert.Equal(0.75, row.GetProperty("passRate").GetProperty("value").GetDouble());
        Assert.Equal(1, row.GetProperty("whereFailed").GetProperty("escalated").GetInt32());
        Assert.Equal(0, row.GetProperty("wherePassed").GetProperty("escalated").GetInt32());
        Assert.Equal(4, figures.GetProperty("tiers")[0].GetProperty("reviews").GetInt32());
        await using (var db = Server.Database())
            await db.Reviews.Where(it => it.Id == rude.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.ValueTier, "gold"), Cancel);
        using var browser = Server.Browser();
        await browser.OpenAsync("/reviews/figures?days=7", Cancel);
        Assert.Contains("75 %", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Gold", browser.Text, StringComparison.Ordinal);
        Server.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, (await Client.ReadAsync("/api/v1/reviews/figures?days=7")).GetProperty("reviews").GetInt32());
    }
}
