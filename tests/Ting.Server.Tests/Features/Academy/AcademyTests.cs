using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Academy.SelfTests;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>Practising through the pages, as a browser without script does.</summary>
public sealed class AcademyTests : DeskTest
{
    private const string Vague = "/academy/wording/taboo/taboo-vague";
    private const string Good = "I will check your refund with our accounts team and call you by five o'clock today.";

    private FormClient Form(string language = "en") => new(Server.Client(language));

    [Fact]
    [Trait("req", "ACAD-01")]
    [Trait("req", "LANG-01")]
    public async Task A_wrong_answer_is_explained_comes_back_tomorrow_and_then_goes_further_away()
    {
        using var form = Form();

        await form.SubmitAsync(Vague, "answer", ("text", "It should be fine, I'll contact you some day about the refund."));
        Assert.Equal(HttpStatusCode.SeeOther, form.Status);
        await form.OpenAsync(form.Location!);
        Assert.Contains("Not yet", form.Page, StringComparison.Ordinal);
        Assert.Contains("LANG-01.vagueness", form.Page, StringComparison.Ordinal);
        Assert.Contains("name the person, the time and the channel", form.Page, StringComparison.Ordinal);
        Assert.Contains(Good, WebUtility.HtmlDecode(form.Page), StringComparison.Ordinal);
        Assert.DoesNotContain("To repeat:", await form.OpenAsync("/academy"), StringComparison.Ordinal);

        Server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("To repeat: 1", await form.OpenAsync("/academy"), StringComparison.Ordinal);
        await form.OpenAsync(Vague);
        await form.SubmitAsync(Vague, "answer", ("text", Good));
        Assert.Contains("ac-v-right", await form.OpenAsync(form.Location!), StringComparison.Ordinal);
        Assert.DoesNotContain("To repeat:", await form.OpenAsync("/academy"), StringComparison.Ordinal);

        await using var db = Server.Database();
        var card = await db.PracticeCards.SingleAsync(Cancel);
        Assert.Equal((2, Verdict.Right, 1), (card.Tries, card.Best, card.Step));
        Assert.InRange(card.DueAt!.Value - Server.Clock.GetUtcNow(), TimeSpan.FromDays(2), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task An_answer_that_is_right_at_once_does_not_come_back()
    {
        using var form = Form();

        await form.SubmitAsync(Vague, "answer", ("text", Good));

        await using var db = Server.Database();
        Assert.Null((await db.PracticeCards.SingleAsync(Cancel)).DueAt);
    }

    [Fact]
    public async Task Nothing_written_or_picked_is_said_where_it_is_missing()
    {
        using var form = Form();

        await form.SubmitAsync(Vague, "answer", ("text", "   "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, form.Status);
        await form.SubmitAsync("/academy/wording/taboo/taboo-test", "answer");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, form.Status);
        Assert.Contains("Please pick something first.", form.Page, StringComparison.Ordinal);
        await form.SubmitAsync("/academy/wording/taboo/taboo-sort", "answer", ("item-0", "99"), ("item-1", "x"));
        Assert.Equal(HttpStatusCode.SeeOther, form.Status);
        Assert.Contains("ac-v-wrong", await form.OpenAsync(form.Location!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_of_somebody_else_is_not_shown()
    {
        var other = await Server.HasColleagueAsync("林悦", Cancel);
        var course = new CourseBook().Find("wording", "en")!;
        var exercise = course.ExerciseOf("taboo-vague")!;
        var answer = new Answer("a secret of hers", null);
        var attempt = new Attempt(other.Id, course, exercise, answer, Grader.Of(exercise, answer, "en", "en"), Server.Clock.GetUtcNow());
        await using (var db = Server.Database())
        {
            db.Attempts.Add(attempt);
            await db.SaveChangesAsync(Cancel);
        }

        using var form = Form();
        await form.OpenAsync($"{Vague}?attempt={attempt.Id}");

        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.DoesNotContain("a secret of hers", form.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/academy/nothing")]
    [InlineData("/academy/wording/nothing")]
    [InlineData("/academy/wording/taboo/nothing")]
    [InlineData("/academy/role-plays/nothing")]
    [InlineData("/academy/plays/0198c0de-0000-7000-8000-00000000000a")]
    [InlineData("/academy/certificates/T2026-AAAA-AAAA")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var form = Form();

        await form.OpenAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, form.Status);
    }

    [Fact]
    public async Task Every_page_of_every_course_opens_in_every_language()
    {
        var book = new CourseBook();
        foreach (var language in (string[])["zh-Hans", "ja", "en"])
        {
            using var form = Form(language);
            foreach (var course in book.In(language))
            {
                Assert.Contains(course.Title, WebUtility.HtmlDecode(await form.OpenAsync($"/academy/{course.Key}")), StringComparison.Ordinal);
                foreach (var lesson in course.Lessons)
                {
                    Assert.Contains(lesson.Title, WebUtility.HtmlDecode(await form.OpenAsync($"/academy/{course.Key}/{lesson.Key}")), StringComparison.Ordinal);
                    foreach (var exercise in lesson.Exercises)
                    {
                        await form.OpenAsync($"/academy/{course.Key}/{lesson.Key}/{exercise.Key}");
                        Assert.Equal(HttpStatusCode.OK, form.Status);
                        Assert.Contains("value=\"answer\"", form.Page, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    [Fact]
    [Trait("req", "ACAD-10")]
    public async Task A_reflection_is_kept_for_its_writer()
    {
        using var form = Form();

        await form.SubmitAsync("/academy/wording/taboo", "note", ("text", "“Some day” slips out on Fridays."));

        Assert.Equal(HttpStatusCode.SeeOther, form.Status);
        Assert.Contains("slips out on Fridays", WebUtility.HtmlDecode(await form.OpenAsync(form.Location!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_course_gives_one_certificate_that_can_be_checked()
    {
        using var form = Form();
        Assert.DoesNotContain("Take the certificate", await form.OpenAsync("/academy/wording"), StringComparison.Ordinal);
        await FinishAsync("wording");

        await form.SubmitAsync("/academy/wording", "certificate");
        var address = form.Location!;
        await form.OpenAsync(address);

        Assert.Contains("周予安", WebUtility.HtmlDecode(form.Page), StringComparison.Ordinal);
        Assert.Contains("Words that help, words that hurt", form.Page, StringComparison.Ordinal);
        Assert.Equal(address[(address.LastIndexOf('/') + 1)..], form.TextOf("number"));
        Assert.Contains("Yours since", await form.OpenAsync("/academy/wording"), StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Equal(1, await db.Certificates.CountAsync(Cancel));
    }

    [Fact]
    [Trait("req", "LIS-12")]
    [Trait("req", "TRAP-13")]
    public async Task A_self_test_is_counted_and_stays_with_who_took_it()
    {
        using var form = Form();
        var all = Enumerable.Range(0, 20).Select(at => ($"s-{at}", "A")).ToArray();

        await form.SubmitAsync("/academy/listening-test", "self", all[..19]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, form.Status);
        await form.SubmitAsync("/academy/listening-test", "self", all);
        await form.OpenAsync(form.Location!);
        Assert.Contains("80", form.Page, StringComparison.Ordinal);
        Assert.Contains("Excellent", form.Page, StringComparison.Ordinal);

        // whatever leads to the table goes by who asks
        Assert.DoesNotContain("Excellent", await form.OpenAsync("/academy/team"), StringComparison.Ordinal);
        var tests = await Server.Services.CreateScope().ServiceProvider.GetRequiredService<TakeSelfTest.Handler>().ListAsync(Guid.Empty, Cancel);
        Assert.Empty(tests);
    }

    [Fact]
    [Trait("req", "ACAD-05")]
    public async Task A_talk_with_a_simulated_customer_is_played_and_debriefed()
    {
        using var form = Form();
        await form.SubmitAsync("/academy/role-plays/umbrella", "start", ("hints", "true"));
        var talk = form.Location!;
        await form.OpenAsync(talk);
        Assert.Contains("Name what makes it awkward", form.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("medicine in the bags", form.Page, StringComparison.Ordinal);

        await form.SubmitAsync(talk, "say", ("line", "What on earth do you want?"));
        await form.OpenAsync(talk);
        Assert.Contains("Angry", form.Page, StringComparison.Ordinal);
        await form.SubmitAsync(talk, "say", ("turn", "0"), ("line", "Twice?"));
        Assert.Contains("The talk has moved on meanwhile.", form.Page, StringComparison.Ordinal);
        form.Dispose();

        using var again = Form();
        await again.SubmitAsync(talk, "say", ("line", "I'm sorry, that was not kind. It must be annoying with both hands full."));
        await again.OpenAsync(talk);
        await again.SubmitAsync(talk, "end");
        await again.OpenAsync(talk);
        Assert.Contains("Line by line", again.Page, StringComparison.Ordinal);
        Assert.Contains("LANG-01.quarrel", again.Page, StringComparison.Ordinal);
        Assert.Contains("medicine in the bags", again.Page, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.NotNull((await db.Plays.SingleAsync(Cancel)).Score);
    }

    [Fact]
    [Trait("req", "LIS-07")]
    public async Task What_the_coach_marked_in_live_replies_leads_to_the_course_about_it()
    {
        var (id, _) = await Server.HasConversationAsync("The parcel is late again and I am furious.");
        await Client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "We will look." });
        await using (var db = Server.Database())
        {
            var reply = await db.Messages.SingleAsync(message => message.Kind == MessageKind.Reply, Cancel);
            foreach (var (rule, category) in (ReadOnlySpan<(string, string)>)[("LIS-07", "wording"), ("LIS-07", "wording"), ("LANG-01.vagueness", "vagueness")])
                db.CoachRecords.Add(new CoachRecord(reply, TestServer.AgentId, rule, category, "hint", "We will look.", CoachOutcome.Skipped, null));
            await db.SaveChangesAsync(Cancel);
        }

        using var form = Form();
        var page = WebUtility.HtmlDecode(await form.OpenAsync("/academy"));

        Assert.Contains("Hints of the coach in your recent replies: 2. The course for it: Listening with ear, eye and heart.", page, StringComparison.Ordinal);
        Assert.Contains("From your replies of 14 days: hints 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trainer_sees_who_needs_what_and_assigns_it()
    {
        var other = await Server.HasColleagueAsync("林悦", Cancel);
        using var form = Form();
        await form.SubmitAsync(Vague, "answer", ("text", "Some day."));

        Assert.Contains("Words that help, words that hurt · 1", WebUtility.HtmlDecode(await form.OpenAsync("/academy/team")), StringComparison.Ordinal);
        await form.SubmitAsync("/academy/team", "assign", ("agent", other.Id.ToString()), ("course", "wording"), ("reason", ""), ("due", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, form.Status);
        await form.SubmitAsync("/academy/team", "assign", ("agent", TestServer.AgentId.ToString()), ("course", "asking"), ("reason", "Two closed questions in #12"), ("due", "2026-12-24"));
        Assert.Equal("/academy/team?done=assigned", form.Location);

        Assert.Contains("Two closed questions in #12", await form.OpenAsync("/academy"), StringComparison.Ordinal);
        await FinishAsync("asking");
        Assert.DoesNotContain("Two closed questions in #12", await form.OpenAsync("/academy"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await form.OpenAsync("/academy/team?after=nonsense"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_courses_answer_exercises_and_page_through_attempts()
    {
        var courses = (await Client.ReadAsync("/api/v1/courses")).Items();
        Assert.Contains(courses, course => course.Text("key") == "wording");
        var whole = await Client.ReadAsync("/api/v1/courses/wording");
        Assert.DoesNotContain("isRight", whole.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Good, whole.GetRawText(), StringComparison.Ordinal);

        var answer = await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-vague/attempts", new { language = "en", text = Good }, HttpStatusCode.Created);
        Assert.Equal(("right", 100), (answer.Text("verdict"), answer.GetProperty("score").GetInt32()));
        await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-vague/attempts", new { language = "xx", text = Good }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-vague/attempts", new { text = "" }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-vague/attempts", new { text = new string('x', 4_001) }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-test/attempts", new { picks = Array.Empty<int>() }, HttpStatusCode.BadRequest);
        await Client.PostAsync("/api/v1/courses/wording/exercises/nothing/attempts", new { text = "x" }, HttpStatusCode.NotFound);
        await Client.PostAsync("/api/v1/courses/nothing/exercises/nothing/attempts", new { text = "x" }, HttpStatusCode.NotFound);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var wrong = await Client.PostAsync("/api/v1/courses/wording/exercises/taboo-test/attempts", new { picks = new[] { 0 } }, HttpStatusCode.Created);
        Assert.Equal("wrong", wrong.Text("verdict"));

        var first = await Client.ReadAsync("/api/v1/attempts?limit=1");
        var second = await Client.ReadAsync($"/api/v1/attempts?limit=1&cursor={first.Text("nextCursor")}");
        Assert.Equal(("taboo-test", "taboo-vague"), (Assert.Single(first.Items()).Text("exercise"), Assert.Single(second.Items()).Text("exercise")));
        using var unreadable = await Client.GetAsync("/api/v1/attempts?cursor=zzz", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);

        await Client.PostAsync("/api/v1/courses/wording/assignments", new { agentId = TestServer.AgentId, reason = "From a review" }, HttpStatusCode.Created);
        await Client.PostAsync("/api/v1/courses/wording/assignments", new { agentId = Guid.CreateVersion7(), reason = "From a review" }, HttpStatusCode.NotFound);
        await Client.PostAsync("/api/v1/courses/wording/assignments", new { agentId = TestServer.AgentId, reason = "x", dueAt = "2001-01-01T00:00:00Z" }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_does_not_train_reads_only_their_own_attempts_and_assigns_nothing()
    {
        var other = await Server.HasColleagueAsync("林悦", Cancel);
        Server.Role = AgentRole.Representative;

        using var others = await Client.GetAsync($"/api/v1/attempts?agent={other.Id}", Cancel);
        using var team = await Client.GetAsync("/academy/team", Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, team.StatusCode);
        await Client.PostAsync("/api/v1/courses/wording/assignments", new { agentId = other.Id, reason = "x" }, HttpStatusCode.Forbidden);
        Assert.DoesNotContain("/academy/team\"", await Client.GetStringAsync("/academy", Cancel), StringComparison.Ordinal);
    }

    private async Task FinishAsync(string key)
    {
        var course = new CourseBook().Find(key, "en")!;
        foreach (var exercise in course.Exercises)
        {
            var answer = exercise.IsWritten ? new { language = "en", text = exercise.Model, picks = (IReadOnlyList<int>?)null } : new { language = "en", text = (string?)null, picks = (IReadOnlyList<int>?)PickGrader.Solve(exercise) };
            await Client.PostAsync($"/api/v1/courses/{key}/exercises/{exercise.Key}/attempts", answer, HttpStatusCode.Created);
        }
    }
}
