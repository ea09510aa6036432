using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Writing;

/// <summary>Trainers write courses through the pages, as a browser without script does; learners get what is published.</summary>
[Trait("req", "ACAD-01")]
public sealed class WriteCourseTests : DeskTest
{
    private const string Lesson = "/academy/write/wording/lessons/taboo?in=en";
    private const string Vague = "/academy/write/wording/exercises/taboo-vague?in=en";
    private const string Good = "I will check your refund with our accounts team and call you by five o'clock today.";

    [Fact]
    public async Task A_lesson_is_written_published_seen_by_learners_compared_and_given_back()
    {
        using var trainer = Server.Browser();
        using var learner = Server.Browser();
        using var chinese = Server.Browser("zh-Hans");
        await WriteLessonAsync(trainer, "What our counter must never say", "Some **words** hurt. <script>alert(1)</script>");
        Assert.Contains("Saved in the draft", trainer.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>words</strong>", trainer.Page.QuerySelector("#preview")!.InnerHtml, StringComparison.Ordinal);
        Assert.Null(trainer.Page.QuerySelector("#preview script"));

        await learner.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.DoesNotContain("our counter", learner.Text, StringComparison.Ordinal); // a draft is no lesson
        await trainer.OpenAsync("/academy/write/wording?in=en", Cancel);
        await trainer.SubmitAsync("#publish", Cancel, ("note", "Our own words"));
        Assert.Contains("Published", trainer.Text, StringComparison.Ordinal);
        await learner.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.Contains("What our counter must never say", learner.Text, StringComparison.Ordinal);
        Assert.Contains("Some words hurt.", learner.Text, StringComparison.Ordinal);
        await chinese.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.Contains(new CourseBook().Find("wording", "zh-Hans")!.Lessons[0].Title, chinese.Text, StringComparison.Ordinal); // the other languages stay

        await trainer.OpenAsync("/academy/write/wording/editions?from=0&to=1", Cancel);
        Assert.Contains("Our own words", trainer.Text, StringComparison.Ordinal);
        Assert.Contains("周予安", trainer.Page.QuerySelector("#editions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(trainer.TextsOf(".wr-new"), it => it.EndsWith("## What our counter must never say", StringComparison.Ordinal));
        Assert.Equal(["en.md"], trainer.TextsOf(".wr-file"));

        await trainer.SubmitAsync("#restore-shipped", Cancel);
        await learner.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.DoesNotContain("our counter", learner.Text, StringComparison.Ordinal);
        await trainer.SubmitAsync("#editions form", Cancel); // and the first edition once more
        await learner.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.Contains("What our counter must never say", learner.Text, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Equal([1, 2, 3], await db.CourseEditions.OrderBy(it => it.Number).Select(it => it.Number).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_who_write_the_same_lesson_the_second_gets_both_texts()
    {
        using var one = Server.Browser();
        using var other = Server.Browser();
        await one.OpenAsync(Lesson, Cancel);
        await other.OpenAsync(Lesson, Cancel);
        await one.SubmitAsync("#lesson", Cancel, ("title", "By one"), ("body", "One wrote this."), ("reflection", "One?"));

        await other.SubmitAsync("#lesson", Cancel, ("title", "By the other"), ("body", "The other wrote this."), ("reflection", "Other?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("One wrote this.", other.Page.QuerySelector("#theirs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The other wrote this.", other.Page.QuerySelector("#body")!.TextContent);
        Assert.Equal("By the other", other.Page.QuerySelector("#title")!.GetAttribute("value"));

        await other.SubmitAsync("#lesson", Cancel, ("title", "By both"), ("body", "One wrote this, the other that."), ("reflection", "Both?")); // now with theirs in sight
        await one.OpenAsync(Lesson, Cancel);
        Assert.Equal("One wrote this, the other that.", one.Page.QuerySelector("#body")!.TextContent);

        // two lessons at once are no quarrel
        await one.OpenAsync("/academy/write/wording/lessons/positive?in=en", Cancel);
        await WriteLessonAsync(other, "By both", "Changed meanwhile.");
        await one.SubmitAsync("#lesson", Cancel, ("title", "Positive"), ("body", "Another lesson."), ("reflection", "And?"));
        Assert.Equal(HttpStatusCode.OK, one.Status);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_nothing_typed_is_lost()
    {
        using var trainer = Server.Browser();
        await trainer.OpenAsync(Lesson, Cancel);
        await trainer.SubmitAsync("#lesson", Cancel, ("title", " "), ("body", "Long work"), ("e0.bad", "Kept bad"), ("e0.good", ""), ("e0.why", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trainer.Status);
        Assert.NotEqual("", trainer.Page.QuerySelector("#title-error")!.TextContent);
        Assert.Equal("Long work", trainer.Page.QuerySelector("#body")!.TextContent);
        Assert.Equal("Kept bad", trainer.Page.QuerySelector("[name='e0.bad']")!.TextContent);
        await trainer.SubmitAsync("#lesson", Cancel, ("do", "add"), ("title", "T"), ("body", "Long work"), ("e0.bad", "Kept bad"));
        Assert.NotNull(trainer.Page.QuerySelector("[name='e1.bad']"));
        Assert.Equal("Long work", trainer.Page.QuerySelector("#body")!.TextContent);

        await trainer.OpenAsync($"{Vague}&as=text", Cancel);
        const string Broken = "task: Say it better\ngiven: It should be fine.\nmodel: \"I will\n  bad: [";
        await trainer.SubmitAsync("#exercise", Cancel, ("yaml", Broken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trainer.Status);
        Assert.Contains("line ", trainer.Page.QuerySelector("#problems")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Broken, trainer.Page.QuerySelector("#yaml")!.TextContent);
        await trainer.SubmitAsync("#exercise", Cancel, ("yaml", "task: Say it better\ngivne: It should be fine."));
        Assert.Contains("line 2", trainer.Page.QuerySelector("#problems")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("givne", trainer.Page.QuerySelector("#problems")!.TextContent, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Empty(await db.HouseCourses.ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_exercise_is_written_in_a_form_tried_at_once_and_graded_as_published()
    {
        using var trainer = Server.Browser();
        using var learner = Server.Browser();
        await trainer.OpenAsync(Vague, Cancel);
        await trainer.SubmitAsync("#exercise", Cancel, ("task", "Name the fox."), ("given", "It should be fine."), ("model", $"{Good} The fox."), ("bad", "I'll see."), ("says", "fox|vixen"), ("needs", "specific"));
        Assert.Contains("The fox.", trainer.Page.QuerySelector("#tried")!.TextContent, StringComparison.Ordinal);

        await learner.OpenAsync("/academy/wording/taboo/taboo-vague", Cancel);
        await learner.SubmitAsync("#answer-form", Cancel, ("text", Good)); // by the shipped text it passes
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-right"));
        var earlier = learner.Led!;
        await PublishAsync(trainer, "wording");
        await learner.OpenAsync("/academy/wording/taboo/taboo-vague", Cancel);
        Assert.Contains("Name the fox.", learner.Text, StringComparison.Ordinal);
        await learner.SubmitAsync("#answer-form", Cancel, ("text", Good)); // the house asks for more
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-wrong"));
        Assert.Contains("vixen", learner.Text, StringComparison.Ordinal);

        await learner.OpenAsync(earlier, Cancel); // what was graded stays graded, and is explained by the text it answered
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-right"));
        Assert.DoesNotContain("vixen", learner.Page.QuerySelector("#grade")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("has changed since", learner.Text, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Equal([(0, Verdict.Right), (1, Verdict.Wrong)], (await db.Attempts.OrderBy(it => it.Edition).ToListAsync(Cancel)).Select(it => (it.Edition, it.Verdict)));
        Assert.Equal(2, (await db.PracticeCards.SingleAsync(Cancel)).Tries); // one exercise, whatever its text
    }

    [Fact]
    public async Task A_course_of_the_houses_own_is_begun_written_and_taken_by_learners_of_every_language()
    {
        using var trainer = Server.Browser();
        await trainer.OpenAsync("/academy/write", Cancel);
        await trainer.SubmitAsync("#new", Cancel, ("title", "At the counter"), ("key", "voice"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trainer.Status); // the academy uses that word itself
        Assert.Equal("At the counter", trainer.Page.QuerySelector("#title")!.GetAttribute("value"));
        await trainer.SubmitAsync("#new", Cancel, ("title", "At the counter"), ("key", "counter"));
        await trainer.SubmitAsync("#head", Cancel, ("title", "At the counter"), ("summary", "What we say here."), ("minutes", "10"), ("place", "5"), ("icon", "chat"), ("rules", "LANG-01"));
        await trainer.SubmitAsync("#add-lesson", Cancel, ("lesson-title", "The first minute"), ("lesson-key", "first"));
        await trainer.SubmitAsync("#lesson", Cancel, ("title", "The first minute"), ("body", "Look up."), ("reflection", "Did you?"));
        await trainer.OpenAsync("/academy/write/counter?in=en", Cancel);
        await trainer.SubmitAsync("#add-exercise", Cancel, ("lesson", "first"), ("exercise-key", "one"), ("kind", "Choose"));
        await trainer.SubmitAsync("#exercise", Cancel, ("i0.text", "Next!"), ("i1.text", "How may I help you?"), ("test", "true"));
        Assert.Contains("One item must be right", trainer.Text, StringComparison.Ordinal);
        await trainer.OpenAsync("/academy/write/counter?in=en", Cancel);
        Assert.Null(trainer.Page.QuerySelector("#publish")); // not before it is whole
        await trainer.OpenAsync("/academy/write/counter/exercises/one?in=en", Cancel);
        await trainer.SubmitAsync("#exercise", Cancel, ("i0.text", "Next!"), ("i0.why", "Short."), ("i1.text", "How may I help you?"), ("right", "1"), ("test", "true"));
        await PublishAsync(trainer, "counter");

        using var learner = Server.Browser("ja"); // not written in Japanese: it comes as it is
        await learner.OpenAsync("/academy", Cancel);
        Assert.Contains("At the counter", learner.Text, StringComparison.Ordinal);
        await learner.OpenAsync("/academy/counter/first/one", Cancel);
        await learner.SubmitAsync("#answer-form", Cancel, ("pick", "1"));
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-right"));
        await learner.OpenAsync("/academy/counter", Cancel);
        await learner.SubmitAsync("main form", Cancel);
        Assert.StartsWith("/academy/certificates/", learner.Led, StringComparison.Ordinal);
        var certificate = learner.Led!;

        await trainer.OpenAsync("/academy/write/counter/editions", Cancel);
        await trainer.SubmitAsync("#restore-shipped", Cancel); // withdrawn
        await learner.OpenAsync("/academy/counter", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, learner.Status);
        await learner.OpenAsync(certificate, Cancel);
        Assert.Contains("At the counter", learner.Text, StringComparison.Ordinal); // what was earned stays
    }

    [Fact]
    public async Task An_upgrade_that_changes_the_shipped_text_is_shown_and_the_houses_own_is_kept()
    {
        using var trainer = Server.Browser();
        await WriteLessonAsync(trainer, "Ours", "Our text.");
        await PublishAsync(trainer, "wording");
        Assert.DoesNotContain("shipped text has changed", trainer.Text, StringComparison.Ordinal);
        await using (var db = Server.Database())
        {
            (await db.HouseCourses.SingleAsync(Cancel)).Saw(new string('0', 64)); // as an older program left it
            await db.SaveChangesAsync(Cancel);
        }

        await trainer.OpenAsync("/academy/write", Cancel);
        Assert.Contains("shipped text has changed", trainer.Text, StringComparison.Ordinal);
        await trainer.OpenAsync("/academy/write/wording?in=en", Cancel);
        await trainer.SubmitAsync("#shipped-new form", Cancel);
        Assert.Null(trainer.Page.QuerySelector("#shipped-new"));
        using var learner = Server.Browser();
        await learner.OpenAsync("/academy/wording/taboo", Cancel);
        Assert.Contains("Our text.", learner.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/academy/write")]
    [InlineData("/academy/write/wording")]
    [InlineData("/academy/write/wording/editions")]
    [InlineData("/academy/write/wording/lessons/taboo")]
    [InlineData("/academy/write/wording/exercises/taboo-vague")]
    [InlineData("/academy/write/wording/files")]
    [InlineData("/academy/write/from/1")]
    [InlineData("/api/v1/courses/wording/draft")]
    public async Task Who_does_not_train_writes_nothing(string address)
    {
        Server.Role = AgentRole.Representative;

        using var answer = await Client.GetAsync(address, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Every_part_of_every_shipped_course_can_be_opened_and_saved_as_it_is()
    {
        foreach (var language in (string[])["zh-Hans", "ja", "en"])
        {
            using var trainer = Server.Browser(language);
            foreach (var course in new CourseBook().In(language).Where(it => it.Key is "wording" or "body" or "cases" or "telephone"))
            {
                await trainer.OpenAsync($"/academy/write/{course.Key}", Cancel);
                Assert.Equal(HttpStatusCode.OK, trainer.Status);
                foreach (var lesson in course.Lessons)
                {
                    await trainer.OpenAsync($"/academy/write/{course.Key}/lessons/{lesson.Key}", Cancel);
                    Assert.Equal(HttpStatusCode.OK, trainer.Status);
                }

                foreach (var exercise in course.Exercises)
                {
                    await trainer.OpenAsync($"/academy/write/{course.Key}/exercises/{exercise.Key}", Cancel);
                    Assert.Equal(HttpStatusCode.OK, trainer.Status);
                    Assert.Null(trainer.Page.QuerySelector("#problems"));
                }
            }
        }
    }

    private static async Task WriteLessonAsync(Browser trainer, string title, string body)
    {
        await trainer.OpenAsync(Lesson, Cancel);
        await trainer.SubmitAsync("#lesson", Cancel, ("title", title), ("body", body), ("reflection", "What will you say?"), ("e0.bad", "No."), ("e0.good", "Let me see."), ("e0.why", "It helps."));
    }

    private static async Task PublishAsync(Browser trainer, string course)
    {
        await trainer.OpenAsync($"/academy/write/{course}?in=en", Cancel);
        await trainer.SubmitAsync("#publish", Cancel);
    }
}
