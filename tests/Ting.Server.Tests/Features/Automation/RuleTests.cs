using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Running;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

public sealed class RuleTests : RuledDesk
{
    [Fact, Trait("req", "PROB-06"), Trait("req", "PROB-01")]
    public async Task An_angry_customer_goes_first_and_the_log_says_why()
    {
        var rule = await HasRuleAsync("生气的客户优先", "customerWrote", [If("emotion", "is", "angry", "frustrated"), If("priority", "isNot", "urgent")]);
        var (calm, _) = await Server.HasConversationAsync("你好，请问怎么开发票？");
        var (id, _) = await Server.HasConversationAsync("你们太过分了！我非常生气，马上给我退款！");

        await RunJobsAsync();

        Assert.Equal((Priority.Normal, Priority.Urgent), ((await ConversationAsync(calm)).Priority, (await ConversationAsync(id)).Priority));
        var run = Assert.Single((await Client.ReadAsync($"/api/v1/rule-runs?conversationId={id}")).Items());
        Assert.Equal((rule.ToString(), "生气的客户优先", "customerWrote", "done"), (run.Text("ruleId"), run.Text("ruleName"), run.Text("trigger"), run.Text("outcome")));
        var conditions = run.GetProperty("conditions").EnumerateArray().ToList();
        Assert.Equal(["angry"], Strings(conditions[0], "found"));
        Assert.Equal(["normal"], Strings(conditions[1], "found"));
        Assert.All(conditions, condition => Assert.True(condition.GetProperty("met").GetBoolean()));
        Assert.Equal(("setPriority", "urgent", "done"), (run.GetProperty("actions")[0].Text("kind"), run.GetProperty("actions")[0].Text("what"), run.GetProperty("actions")[0].Text("result")));
        Assert.Empty((await Client.ReadAsync($"/api/v1/rule-runs?conversationId={calm}")).Items());
        Assert.Contains((await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items(), line => line.Text("type") == "automation.ran" && line.Text("actor") == $"rule:{rule}");
    }

    [Fact]
    public async Task Rules_run_in_their_order_and_each_sees_what_the_one_before_has_changed()
    {
        var label = await HasLabelAsync("投诉");
        await HasRuleAsync("second", "opened", [If("label", "is", label)], [Do("setPriority", "high")]);
        var first = await HasRuleAsync("first", "opened", [If("text", "is", "坏了")], [Do("addLabel", label)]);
        var (early, _) = await Server.HasConversationAsync("杯子坏了");
        await RunJobsAsync();
        Assert.Equal(Priority.Normal, (await ConversationAsync(early)).Priority);

        await Client.PostAsync($"/api/v1/rules/{first}/move", new { up = true }, HttpStatusCode.OK);
        var (late, _) = await Server.HasConversationAsync("杯子坏了");
        await RunJobsAsync();

        Assert.Equal(["first", "second"], (await Client.ReadAsync("/api/v1/rules")).GetProperty("rules").EnumerateArray().Select(it => it.Text("name")));
        Assert.Equal(Priority.High, (await ConversationAsync(late)).Priority);
        Assert.Equal(["first", "second"], (await RunsAsync(late)).Select(run => run.RuleName));
    }

    [Fact]
    public async Task Two_rules_that_undo_each_other_come_to_an_end()
    {
        var label = await HasLabelAsync("乒乓");
        var on = await HasRuleAsync("on", "labelled", [If("label", "isNot", label)], [Do("addLabel", label)]);
        var off = await HasRuleAsync("off", "labelled", [If("label", "is", label)], [Do("removeLabel", label)]);
        var (id, _) = await Server.HasConversationAsync();
        await RunJobsAsync();

        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { labels = new[] { "乒乓" } }, HttpStatusCode.OK);
        await RunJobsAsync();

        var runs = await RunsAsync(id);
        Assert.Equal(["off", "on"], runs.Select(run => run.RuleName));
        Assert.Equal([off, on], runs[1].ReadChain());
        Assert.Equal(["乒乓"], await LabelsAsync(id));
    }

    [Fact]
    public async Task A_rule_never_sets_itself_off()
    {
        await HasRuleAsync("more notes", "assigned", actions: [Do("assign", "nobody"), Do("note", text: "again")]);
        var (id, _) = await Server.HasConversationAsync();

        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        await RunJobsAsync();

        Assert.Single(await RunsAsync(id));
        Assert.Null((await ConversationAsync(id)).AssigneeId);
    }

    [Fact]
    public async Task A_job_that_runs_twice_acts_once()
    {
        await HasRuleAsync("note", "opened", actions: [Do("note", text: "看一下")]);
        var (id, _) = await Server.HasConversationAsync();
        await RunJobsAsync();

        await using (var scope = Server.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ApplyRules.Handler>().HandleAsync(new ApplyRules(id, 1), Cancel);

        Assert.Single(await RunsAsync(id));
        await using var db = Server.Database();
        Assert.Single(await db.Messages.Where(it => it.Kind == MessageKind.Note).ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_was_so_already_is_not_done_again_and_needs_no_reason()
    {
        await HasRuleAsync("urgent", "customerWrote");
        var (id, _) = await Server.HasConversationAsync();
        await RunJobsAsync();
        await SaysAsync(id, "还在吗");
        await RunJobsAsync();

        Assert.Single(await RunsAsync(id));
    }

    [Fact, Trait("req", "OMNI-04"), Trait("req", "TECH-05")]
    [Trait("req", "TECH-01")]
    [Trait("req", "NEED-16")]
    public async Task An_automatic_reply_is_shown_as_what_it_is_and_leaves_the_customer_waiting_for_a_person()
    {
        var phrase = await HasPhraseAsync("{name}，您好，{agent}现在休息，明天九点回复您。");
        await HasRuleAsync("night", "customerWrote", [If("text", "isNot", "急")], [Do("reply", phrase)]);
        var (id, _) = await Server.HasConversationAsync("在吗");

        await RunJobsAsync();
        await SaysAsync(id, "有人吗");
        await RunJobsAsync();

        var conversation = await ConversationAsync(id);
        Assert.NotNull(conversation.WaitingSince);
        Assert.Null(conversation.FirstReplyAt);
        var told = Assert.Single((await Client.ReadAsync($"/api/v1/conversations/{id}/messages")).Items(), message => message.Text("kind") == "system");
        Assert.Equal("林婉清，您好，禾木生活现在休息，明天九点回复您。", told.Text("text"));
        Assert.Equal(("system", "sent"), (told.GetProperty("author").Text("kind"), told.Text("delivery")));

        // once a day to one customer
        var second = Assert.Single(await RunsAsync(id));
        Assert.True(second.Replied);
        Server.Clock.Advance(DoActions.QuietAfterReply + TimeSpan.FromMinutes(1));
        await SaysAsync(id, "早上好");
        await RunJobsAsync();
        Assert.Equal(2, (await RunsAsync(id)).Count(run => run.Replied));
    }

    [Fact]
    public async Task Rules_stand_still_when_they_have_acted_too_often_and_the_log_says_so()
    {
        await HasRuleAsync("note", "customerWrote", actions: [Do("note", text: "又来了")]);
        var (id, _) = await Server.HasConversationAsync();
        for (var more = 0; more < RuleRunner.MostAnHour + 3; more++)
            await SaysAsync(id, $"第{more}句");
        await RunJobsAsync();

        var runs = await RunsAsync(id);
        Assert.Equal((RuleRunner.MostAnHour, 1), (runs.Count(run => run.Outcome is RunOutcome.Done), runs.Count(run => run.Outcome is RunOutcome.Stopped)));

        Server.Clock.Advance(TimeSpan.FromHours(2));
        await SaysAsync(id, "过了很久");
        await RunJobsAsync();
        Assert.Equal(RunOutcome.Done, (await RunsAsync(id))[^1].Outcome);
    }

    [Fact]
    public async Task What_cannot_be_done_any_more_is_said_and_the_rest_is_done()
    {
        var phrase = await HasPhraseAsync("您好");
        await HasRuleAsync("greet", "opened", actions: [Do("reply", phrase), Do("setPriority", "high")]);
        await using (var db = Server.Database())
            await db.WriteAsync(inside => db.Set<Ting.Server.Features.Phrases.Macro>().ExecuteDeleteAsync(inside), Cancel);
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var (id, _) = await Server.HasConversationAsync();
        await RunJobsAsync();

        var run = Assert.Single(await RunsAsync(id));
        Assert.Equal((RunOutcome.Partly, "macro.not_found", Deed.Done), (run.Outcome, run.ReadDeeds()[0].Result, run.ReadDeeds()[1].Result));
        Assert.Equal(Priority.High, (await ConversationAsync(id)).Priority);
    }

    [Fact, Trait("req", "OMNI-04")]
    public async Task Hours_are_those_of_the_inbox_and_of_any_calendar()
    {
        var calendar = new Ting.Server.Features.Calendars.Calendar("上海", "Asia/Shanghai", Server.Clock.GetUtcNow());
        calendar.Work([[], .. Enumerable.Repeat<IReadOnlyList<Ting.Server.Features.Calendars.WorkSpan>>([new(9 * 60, 18 * 60)], 6)]);
        await using (var db = Server.Database())
        {
            db.Add(calendar);
            (await db.Set<Ting.Server.Features.Inboxes.Inbox>().SingleAsync(Cancel)).Keep(calendar.Id);
            await db.SaveChangesAsync(Cancel);
        }

        await HasRuleAsync("closed", "opened", [If("hours", "isNot", "inbox")], [Do("setPriority", "low")]);
        await HasRuleAsync("open", "opened", [If("hours", "is", calendar.Id)], [Do("setPriority", "high")]);
        var (noon, _) = await Server.HasConversationAsync(); // 17:00 there
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromHours(2));
        var (night, _) = await Server.HasConversationAsync();
        await RunJobsAsync();

        Assert.Equal((Priority.High, Priority.Low), ((await ConversationAsync(noon)).Priority, (await ConversationAsync(night)).Priority));
    }

    [Fact]
    public async Task Who_does_not_want_to_be_read_is_not_read_by_rules_either()
    {
        await HasRuleAsync("angry", "customerWrote", [If("emotion", "is", "angry")]);
        await HasRuleAsync("calm", "customerWrote", [If("emotion", "isNot", "angry")], [Do("setPriority", "low")]);
        var (id, _) = await Server.HasConversationAsync("你好");
        await RunJobsAsync();
        await using (var db = Server.Database())
        {
            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
            conversation.SetPriority(Priority.Normal, "system", Server.Clock.GetUtcNow());
            conversation.HideMood(true);
            await db.SaveAsync(conversation, Cancel);
        }

        await SaysAsync(id, "太过分了！我非常生气！");
        await RunJobsAsync();

        Assert.Equal(Priority.Normal, (await ConversationAsync(id)).Priority);
    }

    [Fact, Trait("req", "VAL-03")]
    public async Task One_condition_is_enough_when_the_rule_says_so_and_assigns_to_a_team()
    {
        Guid teamId;
        await using (var db = Server.Database())
        {
            var team = new Ting.Server.Features.Agents.Team("投诉组", Server.Clock.GetUtcNow());
            db.Add(team);
            await db.SaveChangesAsync(Cancel);
            teamId = team.Id;
        }

        await HasRuleAsync("team", "opened", [If("tier", "is", "diamond"), If("text", "is", "投诉", "経理")], [Do("assign", teamId)], match: "any");
        var (id, _) = await Server.HasConversationAsync("我要投诉");
        var (other, _) = await Server.HasConversationAsync("你好");
        await RunJobsAsync();

        Assert.Equal((teamId, (Guid?)null), ((await ConversationAsync(id)).TeamId, (await ConversationAsync(other)).TeamId));
        await using var events = Server.Database();
        Assert.Contains("\"reason\":\"rule\"", (await events.Events.SingleAsync(line => line.Stream == id && line.Type == "conversation.assigned", Cancel)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_sets_rules_off_by_what_was_given()
    {
        await HasRuleAsync("low", "rated", [If("rating", "is", 1, 2)], [Do("followUp", text: "哪里没做好？", minutes: 60)]);
        var (id, _) = await Server.HasConversationAsync();
        await using (var db = Server.Database())
        {
            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
            conversation.Log("satisfaction.answered", "customer", Server.Clock.GetUtcNow(), new { score = 2, reasons = Array.Empty<string>(), comment = false });
            await db.SaveAsync(conversation, Cancel);
        }

        await RunJobsAsync();

        Assert.Equal("哪里没做好？", Assert.Single((await Client.ReadAsync("/api/v1/follow-ups")).Items()).Text("text"));
    }

    [Fact]
    public async Task A_rule_that_is_off_or_gone_does_nothing_and_nothing_is_queued_where_none_waits()
    {
        var rule = await HasRuleAsync("note", "opened", actions: [Do("note", text: "x")]);
        await Server.HasConversationAsync();
        await RunJobsAsync();
        await Client.PostAsync($"/api/v1/rules/{rule}/state", new { active = false }, HttpStatusCode.OK);
        await Server.HasConversationAsync();
        await RunJobsAsync();
        Assert.Single(await RunsAsync());

        var (id, _) = await Server.HasConversationAsync();
        await using var db = Server.Database();
        Assert.DoesNotContain(await db.Set<Ting.Server.Platform.Jobs.QueuedJob>().ToListAsync(Cancel), job => job.Name == ApplyRules.Name && job.Payload.Contains(id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forgotten_person_is_left_alone()
    {
        await HasRuleAsync("note", "resolved", actions: [Do("note", text: "x")]);
        var (id, personId) = await Server.HasConversationAsync();
        await RunJobsAsync();
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        using (await Client.DeleteAsync($"/api/v1/people/{personId}", Cancel)) { }
        await RunJobsAsync();

        Assert.Empty(await RunsAsync());
    }

    private static IEnumerable<string?> Strings(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(it => it.GetString());
}
