using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.FollowUps;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Automation;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.FollowUps;

[Trait("req", "PROB-01")]
public sealed class FollowUpTests : RuledDesk
{
    [Fact, Trait("req", "CONF-01"), Trait("req", "CONF-04")]
    public async Task A_rule_plans_to_ask_again_three_days_after_a_complaint_was_settled()
    {
        var rule = await HasRuleAsync("投诉回访", "resolved", [If("sign", "is", "complaint")], [Do("followUp", text: "问题彻底解决了吗？", minutes: 3 * 24 * 60)]);
        var (plain, _) = await Server.HasConversationAsync("你好，请问几点关门？");
        var (id, _) = await Server.HasConversationAsync("杯子又坏了，质量太差，我要投诉你们！");
        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        foreach (var it in new[] { plain, id })
            await Client.PostAsync($"/api/v1/conversations/{it}/resolve", new { }, HttpStatusCode.OK);
        var resolved = Server.Clock.GetUtcNow();
        await RunJobsAsync();

        var followUp = Assert.Single((await Client.ReadAsync("/api/v1/follow-ups?for=me")).Items());

        Assert.Equal((id.ToString(), "问题彻底解决了吗？", "open", rule.ToString()), (followUp.Text("conversationId"), followUp.Text("text"), followUp.Text("state"), followUp.Text("ruleId")));
        Assert.Equal(resolved.AddDays(3), followUp.GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact, Trait("req", "OMNI-07")]
    public async Task A_rule_plans_to_ask_ten_minutes_after_a_field_job()
    {
        var label = await HasLabelAsync("上门");
        await HasRuleAsync("上门回访", "resolved", [If("label", "is", label)], [Do("followUp", text: "师傅修好了吗？", minutes: 10)]);
        var (id, _) = await Server.HasConversationAsync("水管漏了");
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { labels = new[] { "上门" }, assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        await RunJobsAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/follow-ups/count", Cancel);
        Assert.Null(browser.Page.QuerySelector("em"));

        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await RunJobsAsync();
        await browser.OpenAsync("/follow-ups/count", Cancel);

        Assert.Equal("1", browser.Page.QuerySelector("em")!.TextContent);
        Assert.Contains((await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items(), line => line.Text("type") == "followup.due");
    }

    [Fact]
    public async Task What_the_customer_said_is_kept_and_a_mistake_can_be_taken_back()
    {
        var (id, followUp) = await PlannedAsync();

        var done = await ChangeAsync(followUp, new { state = "done", result = "很满意，谢谢" });
        Assert.Equal(("done", "很满意，谢谢", $"agent:{TestServer.AgentId}"), (done.Text("state"), done.Text("result"), done.Text("closedBy")));
        Assert.Empty((await Client.ReadAsync("/api/v1/follow-ups")).Items());
        Assert.Single((await Client.ReadAsync("/api/v1/follow-ups?state=done")).Items());
        Assert.Equal("followup.closed", (await ChangeAsync(followUp, new { state = "dropped" }, HttpStatusCode.Conflict)).Text("title"));

        await ChangeAsync(followUp, new { state = "open" });
        await ChangeAsync(followUp, new { state = "dropped" });
        Assert.Equal(
            ["followup.made", "followup.done", "followup.reopened", "followup.dropped"],
            (await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Select(line => line.Text("type")!).Where(type => type.StartsWith("followup.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_time_has_another_reminder()
    {
        var (_, followUp) = await PlannedAsync(hours: 2);
        await ChangeAsync(followUp, new { dueAt = Server.Clock.GetUtcNow().AddHours(10) });

        Server.Clock.Advance(TimeSpan.FromHours(3));
        await RunJobsAsync();
        await using (var db = Server.Database())
            Assert.Null((await db.FollowUps.SingleAsync(Cancel)).RemindedAt);
        Server.Clock.Advance(TimeSpan.FromHours(8));
        await RunJobsAsync();

        await using (var db = Server.Database())
            Assert.NotNull((await db.FollowUps.SingleAsync(Cancel)).RemindedAt);
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task Agents_change_their_own_and_their_teams_and_who_leads_changes_any()
    {
        var colleague = await Server.HasColleagueAsync("小周", Cancel);
        var (mine, others) = await TeamsAsync();
        var (_, own) = await PlannedAsync();
        var (_, theirs) = await PlannedAsync(agentId: colleague.Id);
        var (_, ofMyTeam) = await PlannedAsync(teamId: mine);
        var (_, ofOthers) = await PlannedAsync(teamId: others);

        Server.Role = AgentRole.Representative;
        await ChangeAsync(theirs, new { state = "done" }, HttpStatusCode.NotFound);
        await ChangeAsync(ofOthers, new { state = "done" }, HttpStatusCode.NotFound);
        await ChangeAsync(own, new { state = "done" });
        await ChangeAsync(ofMyTeam, new { agentId = TestServer.AgentId });
        Assert.Equal(ofMyTeam.ToString(), Assert.Single((await Client.ReadAsync("/api/v1/follow-ups?for=me")).Items()).Text("id"));

        Server.Role = AgentRole.Supervisor;
        await ChangeAsync(theirs, new { state = "done" }, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Manager;
        await ChangeAsync(theirs, new { state = "done" });
        await ChangeAsync(ofOthers, new { state = "dropped" });
    }

    [Theory]
    [InlineData("", 2, "request.invalid")]
    [InlineData("   ", 2, "request.invalid")]
    [InlineData("好吗", -1, "followup.when")]
    [InlineData("好吗", 99999, "followup.when")]
    public async Task What_is_no_follow_up_is_refused_in_words(string text, int hours, string code)
    {
        var (id, _) = await Server.HasConversationAsync();
        using var client = Server.Client("ja");

        var problem = await client.PostAsync($"/api/v1/conversations/{id}/follow-ups", new { text, dueAt = Server.Clock.GetUtcNow().AddHours(hours) }, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
        Assert.Matches("[ぁ-ん]", problem.Text("detail")!);
    }

    [Fact]
    public async Task Unknown_ones_are_not_found_and_strange_filters_refused()
    {
        await ChangeAsync(Guid.CreateVersion7(), new { state = "done" }, HttpStatusCode.NotFound);
        await Client.PostAsync($"/api/v1/conversations/{Guid.CreateVersion7()}/follow-ups", new { text = "好吗", dueAt = Server.Clock.GetUtcNow().AddDays(1) }, HttpStatusCode.NotFound);
        foreach (var query in new[] { "state=9", "state=nonsense", "for=the-cat", "cursor=x" })
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/follow-ups?{query}", null, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_list_goes_on_from_where_it_ended()
    {
        foreach (var hours in new[] { 5, 3, 3, 8, 1 })
            await PlannedAsync(hours);
        foreach (var (state, order) in new[] { ("open", 1), ("done", -1) })
        {
            var due = new List<DateTimeOffset>();
            string? cursor = null;
            do
            {
                var page = await Client.ReadAsync($"/api/v1/follow-ups?state={state}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
                due.AddRange(page.Items().Select(it => it.GetProperty("dueAt").GetDateTimeOffset()));
                cursor = page.Text("nextCursor");
            }
            while (cursor is not null);

            Assert.Equal(5, due.Count);
            Assert.Equal(order > 0 ? due.Order() : due.OrderDescending(), due);
            foreach (var it in (await Client.ReadAsync("/api/v1/follow-ups")).Items())
                await ChangeAsync(it.GetProperty("id").GetGuid(), new { state = "done" });
        }
    }

    [Theory, Trait("req", "I18N-01")]
    [InlineData("zh-Hans", "安排回访", "记录结果")]
    [InlineData("ja", "フォローを予定する", "話した内容を書く")]
    [InlineData("en", "Plan a follow-up", "Note what was said")]
    public async Task It_is_planned_beside_the_conversation_and_done_on_the_list(string language, string plan, string finish)
    {
        await Server.HasConversationAsync();
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        Assert.Contains(plan, browser.Page.GetElementById("panel-followups")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync("#panel-followups form[action^='/follow-ups/of/']", Cancel, ("text", "收到了吗？"), ("due", "2026-04-03T10:00"));
        Guid id;
        await using (var db = Server.Database())
            id = (await db.FollowUps.SingleAsync(Cancel)).Id;
        await browser.OpenAsync("/follow-ups", Cancel);
        var row = browser.Page.GetElementById($"followup-{id}")!;
        Assert.Contains("收到了吗？", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(finish, row.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync($"#page-finish-{id} form", Cancel, ("result", "收到了"), ("state", "Done"));

        await browser.OpenAsync("/follow-ups?view=done", Cancel);
        Assert.Contains("收到了", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_tampered_with_changes_nothing_and_a_strange_address_is_not_an_empty_list()
    {
        var (_, followUp) = await PlannedAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/follow-ups", Cancel);
        await browser.SubmitAsync($"#page-finish-{followUp} form", Cancel, ("state", "99"));
        await browser.OpenAsync("/follow-ups?after=garbage", Cancel);

        await using var db = Server.Database();
        Assert.Equal(FollowUpState.Open, (await db.FollowUps.SingleAsync(Cancel)).State);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
        Assert.Null(browser.Page.QuerySelector(".empty"));
    }

    [Fact, Trait("req", "CRM-11")]
    public async Task Erasing_a_person_takes_the_words()
    {
        var (id, followUp) = await PlannedAsync();
        await ChangeAsync(followUp, new { state = "done", result = "住址是中山路八号" });
        var person = (await Client.ReadAsync($"/api/v1/conversations/{id}")).Text("personId");
        using (await Client.DeleteAsync($"/api/v1/people/{person}", Cancel)) { }
        await RunJobsAsync();

        await using var db = Server.Database();
        Assert.Equal(("", ""), await db.FollowUps.Select(it => new ValueTuple<string, string>(it.Text, it.Result)).SingleAsync(Cancel));
    }

    private async Task<(Guid ConversationId, Guid Id)> PlannedAsync(int hours = 24, Guid? agentId = null, Guid? teamId = null)
    {
        var (id, _) = await Server.HasConversationAsync();
        var made = await Client.PostAsync($"/api/v1/conversations/{id}/follow-ups", new { text = "一切都好吗？", dueAt = Server.Clock.GetUtcNow().AddHours(hours), agentId, teamId });
        return (id, made.GetProperty("id").GetGuid());
    }

    private async Task<(Guid Mine, Guid Others)> TeamsAsync()
    {
        await using var db = Server.Database();
        var (mine, others) = (new Team("回访组", Server.Clock.GetUtcNow()), new Team("别的组", Server.Clock.GetUtcNow()));
        db.AddRange(mine, others);
        var me = await db.Agents.SingleAsync(agent => agent.Id == TestServer.AgentId, Cancel);
        me.Change(me.Name, me.Role, me.Language, mine.Id);
        await db.SaveChangesAsync(Cancel);
        return (mine.Id, others.Id);
    }

    private Task<JsonElement> ChangeAsync(Guid id, object change, HttpStatusCode expected = HttpStatusCode.OK) => Client.SendAsync(HttpMethod.Patch, $"/api/v1/follow-ups/{id}", change, expected);
}
