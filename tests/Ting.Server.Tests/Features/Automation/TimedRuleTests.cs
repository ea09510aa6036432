using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

public sealed class TimedRuleTests : RuledDesk
{
    [Fact, Trait("req", "OMNI-05")]
    public async Task Whoever_waits_too_long_is_noticed_once_and_who_was_answered_is_not()
    {
        await HasRuleAsync("waits", "unanswered", actions: [Do("setPriority", "high"), Do("note", text: "已等半小时")], minutes: 30);
        var (waiting, _) = await Server.HasConversationAsync("有人吗");
        var (answered, _) = await Server.HasConversationAsync("你好");
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(20));
        await SaysAsync(waiting, "还在等");
        await Server.AnswerAsync(answered, "您好，我来帮您看看。", Cancel);
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        await RunJobsAsync();
        Assert.Empty(await RunsAsync());

        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromHours(5));
        await RunJobsAsync();

        Assert.Equal(waiting, Assert.Single(await RunsAsync()).ConversationId);
        Assert.Equal(Priority.High, (await ConversationAsync(waiting)).Priority);
    }

    [Fact, Trait("req", "OMNI-05")]
    public async Task Waiting_can_be_counted_in_the_working_time_of_the_inbox()
    {
        await HasHoursAsync();
        await HasRuleAsync("waits", "unanswered", minutes: 60, inWorkingTime: true);
        Server.Clock.Advance(TimeSpan.FromMinutes(30)); // 17:30 there, half an hour before the end
        var (id, _) = await Server.HasConversationAsync("有人吗");
        await RunJobsAsync();

        Server.Clock.Advance(TimeSpan.FromHours(15.4)); // 8:54
        await RunJobsAsync();
        Assert.Empty(await RunsAsync());
        Server.Clock.Advance(TimeSpan.FromMinutes(40)); // 9:34
        await RunJobsAsync();

        Assert.Single(await RunsAsync(id));
    }

    [Fact]
    public async Task A_conversation_in_which_the_customer_stays_silent_is_resolved_and_one_that_went_on_is_not()
    {
        await HasRuleAsync("silent", "customerSilent", actions: [Do("resolve")], minutes: 3 * 24 * 60);
        var (silent, _) = await Server.HasConversationAsync();
        var (lively, _) = await Server.HasConversationAsync();
        foreach (var id in new[] { silent, lively })
            await Server.AnswerAsync(id, "您好，请问还有什么可以帮您？", Cancel);
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromDays(1));
        await SaysAsync(lively, "有的");
        await RunJobsAsync();
        Server.Clock.Advance(TimeSpan.FromDays(2.1));
        await RunJobsAsync();

        Assert.Equal((ConversationStatus.Resolved, ConversationStatus.Open), ((await ConversationAsync(silent)).Status, (await ConversationAsync(lively)).Status));
    }

    [Fact]
    public async Task What_has_been_open_too_long_is_noticed_and_what_was_resolved_meanwhile_is_not()
    {
        await HasRuleAsync("long", "stillOpen", minutes: 24 * 60);
        var (open, _) = await Server.HasConversationAsync();
        var (done, _) = await Server.HasConversationAsync();
        await RunJobsAsync();
        await Client.PostAsync($"/api/v1/conversations/{done}/resolve", new { }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{done}/reopen", new { }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromHours(25));
        await RunJobsAsync();

        // one that was opened again is counted from then on, once
        Assert.Equal(new[] { open, done }.Order(), (await RunsAsync()).Select(run => run.ConversationId).Order());
    }

    [Fact]
    public async Task A_rule_that_was_made_more_patient_waits_longer()
    {
        var rule = await HasRuleAsync("waits", "unanswered", minutes: 30);
        var (id, _) = await Server.HasConversationAsync();
        await RunJobsAsync();
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/rules/{rule}", Rule("waits", "unanswered", minutes: 90), HttpStatusCode.OK);

        Server.Clock.Advance(TimeSpan.FromMinutes(31));
        await RunJobsAsync();
        Assert.Empty(await RunsAsync(id));
        Server.Clock.Advance(TimeSpan.FromMinutes(60));
        await RunJobsAsync();

        Assert.Single(await RunsAsync(id));
    }

    private async Task HasHoursAsync()
    {
        var calendar = new Calendar("上海", "Asia/Shanghai", Server.Clock.GetUtcNow());
        calendar.Work([[], .. Enumerable.Repeat<IReadOnlyList<WorkSpan>>([new(9 * 60, 18 * 60)], 6)]);
        await using var db = Server.Database();
        db.Add(calendar);
        (await db.Set<Inbox>().SingleAsync(Cancel)).Keep(calendar.Id);
        await db.SaveChangesAsync(Cancel);
    }
}
