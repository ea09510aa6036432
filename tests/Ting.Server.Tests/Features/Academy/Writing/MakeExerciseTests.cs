using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Writing;

/// <summary>An exercise from a real conversation names nobody, and nothing leads back to a person who was erased.</summary>
[Trait("req", "ACAD-06")]
public sealed class MakeExerciseTests : DeskTest
{
    private const string Asked = "我是林婉清，订单 HM20261101234 三天还没到，电话 13812345678。";
    private const string Answered = "林女士，应该没问题，改天我再和您联系。";
    private const string Better = "让您等了三天，很抱歉。我现在就查物流，今天下午五点前给您打电话说明结果。";

    [Fact]
    [Trait("req", "TRAP-09")]
    public async Task A_conversation_becomes_an_exercise_that_names_nobody_and_a_learner_is_graded_on_it()
    {
        var (id, person) = await ConversationAsync();
        using var trainer = Server.Browser("zh-Hans");
        await trainer.OpenAsync($"/academy/write/from/{await NumberAsync(id)}", Cancel);
        var lines = trainer.Page.QuerySelectorAll("[name=message]").Select(it => ("message", it.GetAttribute("value")!)).ToList();
        Assert.Equal(2, trainer.Page.QuerySelectorAll("[name=message][checked]").Length); // the last answer and what it answered

        await trainer.SubmitAsync("#choose", Cancel, [("kind", "Rewrite"), .. lines]);
        var passage = trainer.Page.QuerySelector("#passage")!.TextContent;
        Assert.DoesNotContain("林婉清", passage, StringComparison.Ordinal);
        Assert.DoesNotContain("林女士", passage, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", passage, StringComparison.Ordinal);
        Assert.DoesNotContain("HM20261101234", passage, StringComparison.Ordinal);
        Assert.Contains("某某", trainer.TextsOf("#passage mark"));
        Assert.Contains("林婉清", trainer.Page.QuerySelector("#replace")!.TextContent, StringComparison.Ordinal); // what was replaced is shown, to be checked

        var stands = trainer.Page.QuerySelectorAll("[name=original]").SelectMany(it => ((string, string)[])[("original", it.GetAttribute("value")!), ("stand", it.GetAttribute("value") == "林婉清" ? "老客户" : "某")]).ToList();
        await trainer.SubmitAsync("#replace", Cancel, [("kind", "Rewrite"), .. lines, .. stands, ("also", "三天"), ("step", "3")]);
        Assert.Contains("我是老客户", trainer.Page.QuerySelector("#customer")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("三天", trainer.Page.QuerySelector("#customer")!.TextContent, StringComparison.Ordinal);

        var kept = lines.Concat([("kind", "Rewrite"), ("step", "4"), ("lesson", ""), ("task", "换一种说法。"), ("model", Better), ("customer", "订单好几天还没到。")]).ToList();
        await trainer.SubmitAsync("#make", Cancel, [.. kept, ("given", Answered), ("checked", "true")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trainer.Status);
        Assert.Contains("林女士", trainer.Page.QuerySelector("#left")!.TextContent, StringComparison.Ordinal); // somebody typed it back in
        Assert.Equal(Better, trainer.Page.QuerySelector("#model")!.TextContent);
        await trainer.SubmitAsync("#make", Cancel, [.. kept, ("given", "应该没问题，改天我再和您联系。")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trainer.Status); // nobody has said that they looked
        await trainer.SubmitAsync("#make", Cancel, [.. kept, ("given", "应该没问题，改天我再和您联系。"), ("checked", "true")]);
        Assert.StartsWith("/academy/write/our-conversations/exercises/talk-1", trainer.Led, StringComparison.Ordinal);

        await trainer.OpenAsync("/academy/write/our-conversations", Cancel);
        await trainer.SubmitAsync("#publish", Cancel);
        using var learner = Server.Browser("zh-Hans");
        await learner.OpenAsync("/academy/our-conversations/from-practice/talk-1", Cancel);
        Assert.Contains("订单好几天还没到。", learner.Text, StringComparison.Ordinal);
        await learner.SubmitAsync("#answer-form", Cancel, ("text", "应该没问题，总会有办法的。"));
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-wrong"));
        await learner.SubmitAsync("#answer-form", Cancel, ("text", Better));
        Assert.NotNull(learner.Page.QuerySelector(".ac-v-right"));

        await using (var db = Server.Database())
            Assert.Equal(id, (await db.ExerciseSources.SingleAsync(Cancel)).ConversationId);
        using var erased = await Client.PostAsync($"/api/v1/people/{person}/erase", null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        await using var after = Server.Database();
        Assert.Empty(await after.ExerciseSources.ToListAsync(Cancel));
        var written = string.Concat(await after.CourseEditions.Select(it => it.FilesJson).ToListAsync(Cancel)) + string.Concat(await after.HouseCourses.Select(it => it.DraftJson).ToListAsync(Cancel));
        Assert.DoesNotContain("林", written, StringComparison.Ordinal);
        Assert.DoesNotContain("HM2026", written, StringComparison.Ordinal);
        await learner.OpenAsync("/academy/our-conversations/from-practice/talk-1", Cancel);
        Assert.Equal(HttpStatusCode.OK, learner.Status); // the exercise stays: it was nobody's any more
        await trainer.OpenAsync($"/academy/write/from/{await NumberAsync(id)}", Cancel);
        Assert.Null(trainer.Page.QuerySelector("#choose"));
    }

    [Fact]
    public async Task The_fault_is_looked_for_in_the_agents_sentences()
    {
        var (id, _) = await ConversationAsync();
        using var trainer = Server.Browser("zh-Hans");
        await trainer.OpenAsync($"/academy/write/from/{await NumberAsync(id)}", Cancel);
        var lines = trainer.Page.QuerySelectorAll("[name=message]").Select(it => ("message", it.GetAttribute("value")!)).ToList();

        await trainer.SubmitAsync("#choose", Cancel, [("kind", "Find"), .. lines]);
        await trainer.SubmitAsync("#replace", Cancel, [("kind", "Find"), .. lines, ("step", "3")]);

        Assert.Contains("改天我再和您联系", trainer.Page.QuerySelector("[name='i0.text']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(trainer.Page.QuerySelector("[name='i0.right'][checked]")); // the coach would mark it
        Assert.StartsWith("LANG-01", trainer.Page.QuerySelector("[name='i0.rule']")!.GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_want_to_be_read_is_made_no_exercise_of()
    {
        var (id, person) = await ConversationAsync();
        await using (var db = Server.Database())
            await db.Conversations.Where(it => it.Id == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.MoodHidden, true), Cancel);
        using var trainer = Server.Browser();

        await trainer.OpenAsync($"/academy/write/from/{await NumberAsync(id)}", Cancel);

        Assert.Contains("does not want to be read", trainer.Text, StringComparison.Ordinal);
        Assert.Null(trainer.Page.QuerySelector("#choose"));
        Assert.DoesNotContain("HM20261101234", trainer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "TEAM-02")]
    public async Task A_trainer_makes_exercises_only_of_conversations_that_they_see()
    {
        var (id, _) = await ConversationAsync();
        var number = await NumberAsync(id);
        var other = await Server.HasColleagueAsync("Mel Ashworth", Cancel);
        await using (var db = Server.Database())
        {
            await db.Conversations.Where(it => it.Id == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.AssigneeId, other.Id), Cancel);
            var narrowed = new RoleSettings(AgentRole.Trainer, Server.Clock.GetUtcNow());
            narrowed.See(new RoleSight(Sight.Own, Unheld: false));
            db.Set<RoleSettings>().Add(narrowed);
            await db.SaveChangesAsync(Cancel);
        }

        Server.Role = AgentRole.Trainer;
        using var trainer = Server.Browser();
        await trainer.OpenAsync($"/academy/write/from/{number}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, trainer.Status);
        Assert.DoesNotContain("HM20261101234", trainer.Text, StringComparison.Ordinal);
    }

    private async Task<(Guid Id, Guid PersonId)> ConversationAsync()
    {
        var started = await Server.HasConversationAsync(Asked);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.AnswerAsync(started.Id, Answered, Cancel);
        return started;
    }

    private async Task<long> NumberAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.Number).SingleAsync(Cancel);
    }
}
