using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

[Trait("req", "OMNI-05")]
public sealed class DueTimesTests : DeskTest
{

    private DateTimeOffset Now => Server.Clock.GetUtcNow();

    [Fact]
    public async Task The_first_answer_is_due_in_the_inboxs_own_hours()
    {
        await Server.UseHoursAsync(await Server.HasOfficeHoursAsync());
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 120) });

        var (id, _) = await Server.HasConversationAsync(); // 17:00 in Shanghai: one hour today, one tomorrow

        var conversation = await Server.ConversationAsync(id);
        Assert.Equal((At("2026-04-02T02:00Z"), "firstReply"), (conversation.Due(), conversation.Text("dueTarget")));
        Assert.Equal(At("2026-04-02T01:30Z"), conversation.GetProperty("dueSoonAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_answer_in_time_is_kept_and_a_late_one_broken()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 30, next: 10) });
        var (id, _) = await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(29));
        await Server.AnswerAsync(id, "您好，我看一下。", Cancel);
        Assert.Null((await Server.ConversationAsync(id)).Due());

        await Server.SaysAsync(id);
        Assert.Equal("nextReply", (await Server.ConversationAsync(id)).Text("dueTarget"));
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await Server.AnswerAsync(id, "让您久等了。", Cancel);

        Assert.Equal([(ServiceTarget.FirstReply, false), (ServiceTarget.NextReply, true)], (await Server.ClocksAsync(id)).Select(it => (it.Target, it.Broken)));
        Assert.Equal("NextReply", Assert.Single(await Server.EventsAsync(id, "service.broken")).GetProperty("data").Text("target")); // nobody had looked before the answer
        Assert.Equal(0, await Server.WatchAsync());
    }

    [Fact]
    public async Task The_end_is_not_nearer_while_it_is_the_customers_turn()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(resolution: 60) });
        var (id, _) = await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(20));
        await Server.AnswerAsync(id, "请问型号是？", Cancel);
        Assert.Null((await Server.ConversationAsync(id)).Due());

        Server.Clock.Advance(TimeSpan.FromHours(5));
        await Server.SaysAsync(id);

        Assert.Equal(Now.AddMinutes(40), (await Server.ConversationAsync(id)).Due());
        Server.Clock.Advance(TimeSpan.FromMinutes(40));
        await Server.DoAsync(id, "resolve");
        Assert.False(Assert.Single(await Server.ClocksAsync(id)).Broken);
    }

    [Fact]
    public async Task A_level_may_let_the_clock_run_on_while_the_customer_is_asked()
    {
        await Server.HasLevelAsync(new { name = "所有客户", pausesForCustomer = false, targets = TimedDesk.Targets(resolution: 60) });
        var (id, _) = await Server.HasConversationAsync();
        var due = Now.AddMinutes(60);
        await Server.AnswerAsync(id, "请问型号是？", Cancel);

        Assert.Equal(due, (await Server.ConversationAsync(id)).Due());
    }

    [Theory]
    [InlineData(true, 25)]
    [InlineData(false, -5)]
    public async Task What_is_put_off_stands_still_unless_the_level_says_otherwise(bool pauses, int left)
    {
        await Server.HasLevelAsync(new { name = "所有客户", pausesSnoozed = pauses, targets = TimedDesk.Targets(first: 30) });
        var (id, _) = await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        await Server.DoAsync(id, "snooze", new { until = Now.AddMinutes(30) });
        Assert.Equal(pauses, (await Server.ConversationAsync(id)).Due() is null);

        Server.Clock.Advance(TimeSpan.FromMinutes(30));
        await Server.RunJobsAsync(Cancel);

        Assert.Equal(Now.AddMinutes(left), (await Server.ConversationAsync(id)).Due());
    }

    [Fact]
    public async Task A_new_priority_brings_its_own_time_and_what_has_gone_stays_gone()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = (object[])[.. TimedDesk.Targets(first: 60), .. TimedDesk.Targets(first: 15, priority: "urgent")] });
        var (id, _) = await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(10));

        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { priority = "urgent" }, System.Net.HttpStatusCode.OK);

        Assert.Equal(Now.AddMinutes(5), (await Server.ConversationAsync(id)).Due());
    }

    [Fact]
    public async Task The_more_specific_level_counts_and_leaves_what_it_does_not_say_to_the_others()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 60, resolution: 600) });
        await Server.HasLevelAsync(new { name = "钻石", tier = "diamond", targets = TimedDesk.Targets(first: 10) });
        var (id, personId) = await Server.HasConversationAsync();
        Assert.Equal(Now.AddMinutes(60), (await Server.ConversationAsync(id)).Due());

        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{personId}", new { tier = "diamond" }, System.Net.HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);

        Assert.Equal(Now.AddMinutes(10), (await Server.ConversationAsync(id)).Due());
        await Server.AnswerAsync(id, "您好。", Cancel);
        await Server.SaysAsync(id);
        Assert.Equal(("resolution", Now.AddMinutes(600)), ((await Server.ConversationAsync(id)).Text("dueTarget"), (await Server.ConversationAsync(id)).Due()));
    }

    [Fact]
    public async Task A_changed_calendar_is_right_at_once_also_for_what_was_broken_by_the_wrong_one()
    {
        var calendar = await Server.HasOfficeHoursAsync();
        await Server.UseHoursAsync(calendar);
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 30, resolution: 6000) });
        var (id, _) = await Server.HasConversationAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(31));
        await Server.WatchAsync();
        Assert.True(Assert.Single(await Server.ClocksAsync(id)).Broken);

        // Nobody had told the calendar that today is a holiday.
        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/calendars/{calendar}", new { days = new[] { new { date = "2026-04-01", name = "厂庆" } } }, System.Net.HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);

        Assert.Equal(At("2026-04-02T01:30Z"), (await Server.ConversationAsync(id)).Due());
        Assert.Empty(await Server.ClocksAsync(id));
        Assert.Equal("calendar", Assert.Single(await Server.EventsAsync(id, "service.corrected")).GetProperty("data").Text("because"));
        Assert.Equal(0, await Server.WatchAsync());
    }

    [Fact]
    public async Task A_level_that_comes_or_goes_reaches_every_conversation_that_is_not_over()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++) // more than one part of the work
            ids.Add((await Server.HasConversationAsync($"第 {i} 位客户的问题")).Id);
        await Server.DoAsync(ids[0], "resolve");
        await Server.DoAsync(ids[1], "snooze", new { until = Now.AddHours(3) });

        var level = await Server.HasLevelAsync(new { name = "所有客户", pausesSnoozed = false, targets = TimedDesk.Targets(first: 30) });
        await Server.RunJobsAsync(Cancel);
        Assert.Null((await Server.ConversationAsync(ids[0])).Due());
        await using (var db = Server.Database())
            Assert.Equal(59, await db.Set<Ting.Server.Features.Conversations.Conversation>().CountAsync(it => it.DueAt == Now.AddMinutes(30), Cancel));

        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Delete, $"/api/v1/service-levels/{level.Text("id")}", null, System.Net.HttpStatusCode.NoContent);
        await Server.RunJobsAsync(Cancel);

        await using var after = Server.Database();
        Assert.False(await after.Set<Ting.Server.Features.Conversations.Conversation>().AnyAsync(it => it.DueAt != null, Cancel));
    }

    [Fact]
    public async Task People_are_warned_once_before_and_the_break_is_an_event()
    {
        var boss = await Server.HasColleagueAsync("沈若岚", Cancel);
        await Server.HasLevelAsync(new { name = "所有客户", warnAt = 50, warned = new[] { boss.Id }, targets = TimedDesk.Targets(first: 30) });
        var (id, _) = await Server.HasConversationAsync();
        await Server.DoAsync(id, "assign", new { assigneeId = TestServer.AgentId });
        Assert.Equal(0, await Server.WatchAsync());

        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await Server.WatchAsync());
        Assert.Equal(0, await Server.WatchAsync());
        var warning = Assert.Single(await Server.EventsAsync(id, "service.warned")).GetProperty("data");
        Assert.Equal([TestServer.AgentId, boss.Id], warning.GetProperty("told").EnumerateArray().Select(it => it.GetGuid()));
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=mentions", Cancel);
        Assert.Single(browser.Page.QuerySelectorAll("#inbox-scroll [data-row]"));

        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await Server.WatchAsync());
        Assert.Equal(0, await Server.WatchAsync());
        var broken = Assert.Single(await Server.EventsAsync(id, "service.broken")).GetProperty("data");
        Assert.Equal(("FirstReply", "所有客户"), (broken.Text("target"), broken.Text("level")));
        Assert.Null(Assert.Single(await Server.ClocksAsync(id)).EndedAt);

        await Server.AnswerAsync(id, "对不起，让您久等了。", Cancel);
        Assert.Equal((true, Now), (Assert.Single(await Server.ClocksAsync(id)).Broken, Assert.Single(await Server.ClocksAsync(id)).EndedAt));
    }

    [Fact]
    public async Task An_upset_customer_stands_further_ahead_in_the_queue_but_was_promised_the_same()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 60) });

        var (calm, _) = await Server.HasConversationAsync("请问有白色的吗？");
        var (angry, _) = await Server.HasConversationAsync("太气人了！马上给我经理的电话，我要投诉你们！");

        var (one, other) = (await Server.ConversationAsync(calm), await Server.ConversationAsync(angry));
        Assert.Equal(one.Due(), other.Due());
        Assert.Equal(Now.AddMinutes(60), one.GetProperty("replyDueAt").GetDateTimeOffset());
        Assert.True(other.GetProperty("replyDueAt").GetDateTimeOffset() < Now.AddMinutes(60));
    }

    [Fact]
    public async Task Without_a_promise_nothing_is_due_and_the_queue_is_as_ever()
    {
        var (id, _) = await Server.HasConversationAsync();

        var conversation = await Server.ConversationAsync(id);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (conversation.GetProperty("dueAt").ValueKind, conversation.GetProperty("dueTarget").ValueKind));
        Assert.Equal(Now.AddHours(1), conversation.GetProperty("replyDueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Merging_forgets_nobody_who_waits_and_undoing_it_gives_the_due_times_back()
    {
        await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 60) });
        var (first, _) = await Server.HasConversationAsync("第一件事", email: "lin@example.test");
        var due = Now.AddMinutes(60);
        Server.Clock.Advance(TimeSpan.FromMinutes(10));
        var (second, _) = await Server.HasConversationAsync("第二件事", email: "lin@example.test");

        await Server.DoAsync(second, "merge", new { otherId = first });
        Assert.Equal((due, (DateTimeOffset?)null), ((await Server.ConversationAsync(second)).Due(), (await Server.ConversationAsync(first)).Due()));

        await Server.DoAsync(second, "unmerge");
        Assert.Equal(Now.AddMinutes(60), (await Server.ConversationAsync(second)).Due());
        Assert.Equal(due, (await Server.ConversationAsync(first)).Due());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
