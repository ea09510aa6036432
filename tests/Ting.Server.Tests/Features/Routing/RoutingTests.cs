using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Nobody is left waiting while somebody has room.</summary>
public sealed class RoutingTests : RoutedDeskTest
{
    [Fact]
    public async Task What_comes_in_goes_to_whoever_has_most_room_and_says_why()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced" });
        var busy = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 2, Cancel);
        var (first, _) = await TalkAsync();
        var free = await Server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);
        var (second, _) = await TalkAsync();

        Assert.Equal((busy.Id, free.Id), (await HolderAsync(first), await HolderAsync(second)));
        var line = await LastAssignmentAsync(second);
        var why = line.GetProperty("data").GetProperty("why");
        Assert.Equal(("system", "routed", "balanced", 1, 5), (line.Text("actor"), line.GetProperty("data").Text("reason"), why.Text("strategy"), why.GetProperty("load").GetInt32(), why.GetProperty("capacity").GetInt32()));
        await using var db = Server.Database();
        Assert.Empty(await db.Jobs.Where(job => job.Attempts > 0).ToListAsync(Cancel));
    }

    [Fact]
    public async Task By_hand_is_as_it_always_was_and_queues_nothing()
    {
        await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (id, _) = await TalkAsync();
        await Server.HasConversationAsync("再问一句");
        await Server.HasConversationAsync("还有一句");

        await using var db = Server.Database();
        Assert.Empty(await db.Jobs.Where(job => job.Name == "route-waiting").ToListAsync(Cancel));
        Assert.Null(await HolderAsync(id));
    }

    [Fact]
    public async Task The_queue_drains_the_moment_somebody_has_room()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "roundRobin" });
        var only = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 1, Cancel);
        var (first, _) = await TalkAsync();
        var (second, _) = await TalkAsync();
        var (third, _) = await TalkAsync();
        Assert.Equal([only.Id, null, null], [await HolderAsync(first), await HolderAsync(second), await HolderAsync(third)]);

        await Client.PostAsync($"/api/v1/conversations/{first}/resolve", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal([only.Id, null], [await HolderAsync(second), await HolderAsync(third)]);

        var late = await Server.HasColleagueAtAsync("陈立", SeatState.Online, 1, Cancel); // comes online
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(late.Id, await HolderAsync(third));
    }

    [Theory]
    [InlineData(SeatState.Busy)]
    [InlineData(SeatState.Away)]
    [InlineData(SeatState.Offline)]
    public async Task Only_who_is_online_is_given_anything(SeatState state)
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced" });
        await Server.HasColleagueAtAsync("林悦", state, 5, Cancel);

        Assert.Null(await HolderAsync((await TalkAsync()).Id));
    }

    [Fact]
    public async Task Who_may_not_reply_is_given_nothing()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced" });
        var trainer = await Server.HasColleagueAtAsync("许诺", SeatState.Online, 5, Cancel);
        await using (var db = Server.Database())
        {
            var agent = await db.Agents.SingleAsync(it => it.Id == trainer.Id, Cancel);
            agent.Change(agent.Name, AgentRole.Trainer, agent.Language, null);
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Null(await HolderAsync((await TalkAsync()).Id));
    }

    [Fact]
    [Trait("req", "TEAM-03")]
    public async Task A_language_is_answered_by_who_speaks_it_and_after_a_while_by_anybody()
    {
        var japanese = (await Client.PostAsync("/api/v1/skills", new { name = "日本語", language = "ja" })).GetProperty("id").GetGuid();
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", languageLevel = 3, relaxAfter = 5 });
        var idle = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (waits, _) = await TalkAsync("注文した商品がまだ届きません。いつ届きますか。");
        Assert.Null(await HolderAsync(waits));

        var speaker = await Server.HasColleagueAtAsync("佐々木 遥", SeatState.Online, 1, Cancel);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{speaker.Id}/skills", new { capacity = 1, skills = new[] { new { skillId = japanese, value = 3 } } }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(speaker.Id, await HolderAsync(waits));
        var skill = (await LastAssignmentAsync(waits)).GetProperty("data").GetProperty("why").GetProperty("skills")[0];
        Assert.Equal(("日本語", "ja", 3), (skill.Text("name"), skill.Text("language"), skill.GetProperty("level").GetInt32()));

        var (second, _) = await TalkAsync("返品したいのですが、どうすればいいですか。");
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await Server.RoundAsync(Cancel); // both fell silent by now …
        await Server.SitsAsync(idle.Id, SeatState.Online, 5, Cancel); // … and one is back
        await Server.RoundAsync(Cancel);
        Assert.Equal(idle.Id, await HolderAsync(second));
        Assert.Equal(11, (await LastAssignmentAsync(second)).GetProperty("data").GetProperty("why").GetProperty("relaxedAfter").GetInt32());
    }

    [Fact]
    [Trait("req", "OMNI-03")]
    public async Task Who_served_the_customer_last_serves_them_again()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", lastAgentFirst = true });
        var known = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (first, person) = await TalkAsync();
        await Server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);

        var again = await Client.PostAsync("/api/v1/conversations", new { inbox = "shop", personId = person, text = "又有个问题" });
        await Server.RunJobsAsync(Cancel);

        Assert.Equal(known.Id, await HolderAsync(first));
        Assert.Equal(known.Id, await HolderAsync(again.GetProperty("id").GetGuid()));
        Assert.True((await LastAssignmentAsync(again.GetProperty("id").GetGuid())).GetProperty("data").GetProperty("why").GetProperty("spokeBefore").GetBoolean());
    }

    [Fact]
    public async Task Who_gives_it_back_does_not_get_it_again()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", lastAgentFirst = true });
        var only = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (id, _) = await TalkAsync();
        Assert.Equal(only.Id, await HolderAsync(id));

        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Null(await HolderAsync(id));

        var other = await Server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(other.Id, await HolderAsync(id));
    }

    [Fact]
    public async Task A_heavy_conversation_takes_more_of_the_room()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", weight = 3 });
        await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);

        var holders = new[] { await HolderAsync((await TalkAsync()).Id), await HolderAsync((await TalkAsync()).Id) };

        Assert.Equal(1, holders.Count(it => it is not null));
    }

    [Fact]
    [Trait("req", "OMNI-06")]
    public async Task Access_stands_before_value_and_value_before_the_rest()
    {
        var (plain, _) = await TalkAsync();
        var (gold, rich) = await TalkAsync();
        var (access, elder) = await TalkAsync();
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{rich}", new { tier = "diamond" }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{elder}", new { accessLane = true }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);

        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced" });
        var order = new List<Guid>();
        foreach (var name in new[] { "一", "二", "三" })
        {
            var agent = await Server.HasColleagueAtAsync(name, SeatState.Online, 1, Cancel);
            await Server.RunJobsAsync(Cancel);
            await using var db = Server.Database();
            order.Add((await db.Conversations.SingleAsync(it => it.AssigneeId == agent.Id, Cancel)).Id);
        }

        Assert.Equal([access, gold, plain], order);
    }

    [Fact]
    [Trait("req", "OMNI-06")]
    public async Task A_door_of_its_own_puts_everybody_who_comes_in_on_the_access_lane()
    {
        var rule = await Server.RoutesAsync(Inbox.Id, new { strategy = "manual", accessLane = true });
        var (id, person) = await TalkAsync();
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{person}", new { tier = "gold" }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.True(rule.GetProperty("accessLane").GetBoolean());
        Assert.Equal((true, "gold"), (conversation.AccessLane, conversation.ValueTier));
    }

    private async Task<(Guid Id, Guid PersonId)> TalkAsync(string text = "你好，我想问一下")
    {
        Server.Clock.Advance(TimeSpan.FromMilliseconds(100)); // nobody writes at the very same moment
        var started = await Server.HasConversationAsync(text);
        await Server.RunJobsAsync(Cancel);
        return started;
    }

    private async Task<Guid?> HolderAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.AssigneeId).SingleAsync(Cancel);
    }

    private async Task<JsonElement> LastAssignmentAsync(Guid id) =>
        (await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Last(it => it.Text("type") == "conversation.assigned");
}
