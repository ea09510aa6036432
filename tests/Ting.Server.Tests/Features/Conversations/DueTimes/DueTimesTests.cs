using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

[Trait("req", "OMNI-05")]
public sealed class DueTimesTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _server.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => await _server.HasDeskAsync(Cancel);

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_first_answer_is_due_in_the_inboxs_own_hours()
    {
        await _server.UseHoursAsync(await _server.HasOfficeHoursAsync());
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 120) });

        var (id, _) = await _server.HasConversationAsync(); // 17:00 in Shanghai: one hour today, one tomorrow

        var conversation = await _server.ConversationAsync(id);
        Assert.Equal((At("2026-04-02T02:00Z"), "firstReply"), (conversation.Due(), conversation.Text("dueTarget")));
        Assert.Equal(At("2026-04-02T01:30Z"), conversation.GetProperty("dueSoonAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_answer_in_time_is_kept_and_a_late_one_broken()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 30, next: 10) });
        var (id, _) = await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(29));
        await _server.AnswerAsync(id, "您好，我看一下。", Cancel);
        Assert.Null((await _server.ConversationAsync(id)).Due());

        await _server.SaysAsync(id);
        Assert.Equal("nextReply", (await _server.ConversationAsync(id)).Text("dueTarget"));
        _server.Clock.Advance(TimeSpan.FromMinutes(11));
        await _server.AnswerAsync(id, "让您久等了。", Cancel);

        Assert.Equal([(ServiceTarget.FirstReply, false), (ServiceTarget.NextReply, true)], (await _server.ClocksAsync(id)).Select(it => (it.Target, it.Broken)));
        Assert.Equal("NextReply", Assert.Single(await _server.EventsAsync(id, "service.broken")).GetProperty("data").Text("target")); // nobody had looked before the answer
        Assert.Equal(0, await _server.WatchAsync());
    }

    [Fact]
    public async Task The_end_is_not_nearer_while_it_is_the_customers_turn()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(resolution: 60) });
        var (id, _) = await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(20));
        await _server.AnswerAsync(id, "请问型号是？", Cancel);
        Assert.Null((await _server.ConversationAsync(id)).Due());

        _server.Clock.Advance(TimeSpan.FromHours(5));
        await _server.SaysAsync(id);

        Assert.Equal(Now.AddMinutes(40), (await _server.ConversationAsync(id)).Due());
        _server.Clock.Advance(TimeSpan.FromMinutes(40));
        await _server.DoAsync(id, "resolve");
        Assert.False(Assert.Single(await _server.ClocksAsync(id)).Broken);
    }

    [Fact]
    public async Task A_level_may_let_the_clock_run_on_while_the_customer_is_asked()
    {
        await _server.PromisesAsync(new { name = "所有客户", pausesForCustomer = false, targets = Promises.Targets(resolution: 60) });
        var (id, _) = await _server.HasConversationAsync();
        var due = Now.AddMinutes(60);
        await _server.AnswerAsync(id, "请问型号是？", Cancel);

        Assert.Equal(due, (await _server.ConversationAsync(id)).Due());
    }

    [Theory]
    [InlineData(true, 25)]
    [InlineData(false, -5)]
    public async Task What_is_put_off_stands_still_unless_the_level_says_otherwise(bool pauses, int left)
    {
        await _server.PromisesAsync(new { name = "所有客户", pausesSnoozed = pauses, targets = Promises.Targets(first: 30) });
        var (id, _) = await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(5));
        await _server.DoAsync(id, "snooze", new { until = Now.AddMinutes(30) });
        Assert.Equal(pauses, (await _server.ConversationAsync(id)).Due() is null);

        _server.Clock.Advance(TimeSpan.FromMinutes(30));
        await _server.RunJobsAsync(Cancel);

        Assert.Equal(Now.AddMinutes(left), (await _server.ConversationAsync(id)).Due());
    }

    [Fact]
    public async Task A_new_priority_brings_its_own_time_and_what_has_gone_stays_gone()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = (object[])[.. Promises.Targets(first: 60), .. Promises.Targets(first: 15, priority: "urgent")] });
        var (id, _) = await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(10));

        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { priority = "urgent" }, System.Net.HttpStatusCode.OK);

        Assert.Equal(Now.AddMinutes(5), (await _server.ConversationAsync(id)).Due());
    }

    [Fact]
    public async Task The_more_specific_level_counts_and_leaves_what_it_does_not_say_to_the_others()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 60, resolution: 600) });
        await _server.PromisesAsync(new { name = "钻石", tier = "diamond", targets = Promises.Targets(first: 10) });
        var (id, personId) = await _server.HasConversationAsync();
        Assert.Equal(Now.AddMinutes(60), (await _server.ConversationAsync(id)).Due());

        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{personId}", new { tier = "diamond" }, System.Net.HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);

        Assert.Equal(Now.AddMinutes(10), (await _server.ConversationAsync(id)).Due());
        await _server.AnswerAsync(id, "您好。", Cancel);
        await _server.SaysAsync(id);
        Assert.Equal(("resolution", Now.AddMinutes(600)), ((await _server.ConversationAsync(id)).Text("dueTarget"), (await _server.ConversationAsync(id)).Due()));
    }

    [Fact]
    public async Task A_changed_calendar_is_right_at_once_also_for_what_was_broken_by_the_wrong_one()
    {
        var calendar = await _server.HasOfficeHoursAsync();
        await _server.UseHoursAsync(calendar);
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 30, resolution: 6000) });
        var (id, _) = await _server.HasConversationAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(31));
        await _server.WatchAsync();
        Assert.True(Assert.Single(await _server.ClocksAsync(id)).Broken);

        // Nobody had told the calendar that today is a holiday.
        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/calendars/{calendar}", new { days = new[] { new { date = "2026-04-01", name = "厂庆" } } }, System.Net.HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);

        Assert.Equal(At("2026-04-02T01:30Z"), (await _server.ConversationAsync(id)).Due());
        Assert.Empty(await _server.ClocksAsync(id));
        Assert.Equal("calendar", Assert.Single(await _server.EventsAsync(id, "service.corrected")).GetProperty("data").Text("because"));
        Assert.Equal(0, await _server.WatchAsync());
    }

    [Fact]
    public async Task A_level_that_comes_or_goes_reaches_every_conversation_that_is_not_over()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++) // more than one part of the work
            ids.Add((await _server.HasConversationAsync($"第 {i} 位客户的问题")).Id);
        await _server.DoAsync(ids[0], "resolve");
        await _server.DoAsync(ids[1], "snooze", new { until = Now.AddHours(3) });

        var level = await _server.PromisesAsync(new { name = "所有客户", pausesSnoozed = false, targets = Promises.Targets(first: 30) });
        await _server.RunJobsAsync(Cancel);
        Assert.Null((await _server.ConversationAsync(ids[0])).Due());
        await using (var db = _server.Database())
            Assert.Equal(59, await db.Set<Ting.Server.Features.Conversations.Conversation>().CountAsync(it => it.DueAt == Now.AddMinutes(30), Cancel));

        using var client = _server.Client();
        await client.SendAsync(HttpMethod.Delete, $"/api/v1/service-levels/{level.Text("id")}", null, System.Net.HttpStatusCode.NoContent);
        await _server.RunJobsAsync(Cancel);

        await using var after = _server.Database();
        Assert.False(await after.Set<Ting.Server.Features.Conversations.Conversation>().AnyAsync(it => it.DueAt != null, Cancel));
    }

    [Fact]
    public async Task People_are_warned_once_before_and_the_break_is_an_event()
    {
        var boss = await _server.HasColleagueAsync("沈若岚", Cancel);
        await _server.PromisesAsync(new { name = "所有客户", warnAt = 50, warned = new[] { boss.Id }, targets = Promises.Targets(first: 30) });
        var (id, _) = await _server.HasConversationAsync();
        await _server.DoAsync(id, "assign", new { assigneeId = TestServer.AgentId });
        Assert.Equal(0, await _server.WatchAsync());

        _server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await _server.WatchAsync());
        Assert.Equal(0, await _server.WatchAsync());
        var warning = Assert.Single(await _server.EventsAsync(id, "service.warned")).GetProperty("data");
        Assert.Equal([TestServer.AgentId, boss.Id], warning.GetProperty("told").EnumerateArray().Select(it => it.GetGuid()));
        using var browser = _server.Browser();
        await browser.OpenAsync("/inbox?view=mentions", Cancel);
        Assert.Single(browser.Page.QuerySelectorAll("#inbox-scroll [data-row]"));

        _server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await _server.WatchAsync());
        Assert.Equal(0, await _server.WatchAsync());
        var broken = Assert.Single(await _server.EventsAsync(id, "service.broken")).GetProperty("data");
        Assert.Equal(("FirstReply", "所有客户"), (broken.Text("target"), broken.Text("level")));
        Assert.Null(Assert.Single(await _server.ClocksAsync(id)).EndedAt);

        await _server.AnswerAsync(id, "对不起，让您久等了。", Cancel);
        Assert.Equal((true, Now), (Assert.Single(await _server.ClocksAsync(id)).Broken, Assert.Single(await _server.ClocksAsync(id)).EndedAt));
    }

    [Fact]
    public async Task An_upset_customer_stands_further_ahead_in_the_queue_but_was_promised_the_same()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 60) });

        var (calm, _) = await _server.HasConversationAsync("请问有白色的吗？");
        var (angry, _) = await _server.HasConversationAsync("太气人了！马上给我经理的电话，我要投诉你们！");

        var (one, other) = (await _server.ConversationAsync(calm), await _server.ConversationAsync(angry));
        Assert.Equal(one.Due(), other.Due());
        Assert.Equal(Now.AddMinutes(60), one.GetProperty("replyDueAt").GetDateTimeOffset());
        Assert.True(other.GetProperty("replyDueAt").GetDateTimeOffset() < Now.AddMinutes(60));
    }

    [Fact]
    public async Task Without_a_promise_nothing_is_due_and_the_queue_is_as_ever()
    {
        var (id, _) = await _server.HasConversationAsync();

        var conversation = await _server.ConversationAsync(id);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (conversation.GetProperty("dueAt").ValueKind, conversation.GetProperty("dueTarget").ValueKind));
        Assert.Equal(Now.AddHours(1), conversation.GetProperty("replyDueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Merging_forgets_nobody_who_waits_and_undoing_it_gives_the_due_times_back()
    {
        await _server.PromisesAsync(new { name = "所有客户", targets = Promises.Targets(first: 60) });
        var (first, _) = await _server.HasConversationAsync("第一件事", email: "lin@example.test");
        var due = Now.AddMinutes(60);
        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        var (second, _) = await _server.HasConversationAsync("第二件事", email: "lin@example.test");

        await _server.DoAsync(second, "merge", new { otherId = first });
        Assert.Equal((due, (DateTimeOffset?)null), ((await _server.ConversationAsync(second)).Due(), (await _server.ConversationAsync(first)).Due()));

        await _server.DoAsync(second, "unmerge");
        Assert.Equal(Now.AddMinutes(60), (await _server.ConversationAsync(second)).Due());
        Assert.Equal(due, (await _server.ConversationAsync(first)).Due());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
