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
public sealed class RoutingTests : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private HttpClient _client = null!;
    private Inbox _inbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.HasDeskAsync(Cancel);
        _client = _server.Client();
        await using var db = _server.Database();
        _inbox = await db.Inboxes.SingleAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_comes_in_goes_to_whoever_has_most_room_and_says_why()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced" });
        var busy = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 2, Cancel);
        var (first, _) = await TalkAsync();
        var free = await _server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);
        var (second, _) = await TalkAsync();

        Assert.Equal((busy.Id, free.Id), (await HolderAsync(first), await HolderAsync(second)));
        var line = await LastAssignmentAsync(second);
        var why = line.GetProperty("data").GetProperty("why");
        Assert.Equal(("system", "routed", "balanced", 1, 5), (line.Text("actor"), line.GetProperty("data").Text("reason"), why.Text("strategy"), why.GetProperty("load").GetInt32(), why.GetProperty("capacity").GetInt32()));
        await using var db = _server.Database();
        Assert.Empty(await db.Jobs.Where(job => job.Attempts > 0).ToListAsync(Cancel));
    }

    [Fact]
    public async Task By_hand_is_as_it_always_was_and_queues_nothing()
    {
        await _server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (id, _) = await TalkAsync();
        await _server.HasConversationAsync("再问一句");
        await _server.HasConversationAsync("还有一句");

        await using var db = _server.Database();
        Assert.Empty(await db.Jobs.Where(job => job.Name == "route-waiting").ToListAsync(Cancel));
        Assert.Null(await HolderAsync(id));
    }

    [Fact]
    public async Task The_queue_drains_the_moment_somebody_has_room()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "roundRobin" });
        var only = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 1, Cancel);
        var (first, _) = await TalkAsync();
        var (second, _) = await TalkAsync();
        var (third, _) = await TalkAsync();
        Assert.Equal([only.Id, null, null], [await HolderAsync(first), await HolderAsync(second), await HolderAsync(third)]);

        await _client.PostAsync($"/api/v1/conversations/{first}/resolve", null, HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);
        Assert.Equal([only.Id, null], [await HolderAsync(second), await HolderAsync(third)]);

        var late = await _server.HasColleagueAtAsync("陈立", SeatState.Online, 1, Cancel); // comes online
        await _server.RunJobsAsync(Cancel);
        Assert.Equal(late.Id, await HolderAsync(third));
    }

    [Theory]
    [InlineData(SeatState.Busy)]
    [InlineData(SeatState.Away)]
    [InlineData(SeatState.Offline)]
    public async Task Only_who_is_online_is_given_anything(SeatState state)
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced" });
        await _server.HasColleagueAtAsync("林悦", state, 5, Cancel);

        Assert.Null(await HolderAsync((await TalkAsync()).Id));
    }

    [Fact]
    public async Task Who_may_not_reply_is_given_nothing()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced" });
        var trainer = await _server.HasColleagueAtAsync("许诺", SeatState.Online, 5, Cancel);
        await using (var db = _server.Database())
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
        var japanese = (await _client.PostAsync("/api/v1/skills", new { name = "日本語", language = "ja" })).GetProperty("id").GetGuid();
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", languageLevel = 3, relaxAfter = 5 });
        var idle = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (waits, _) = await TalkAsync("注文した商品がまだ届きません。いつ届きますか。");
        Assert.Null(await HolderAsync(waits));

        var speaker = await _server.HasColleagueAtAsync("佐々木 遥", SeatState.Online, 1, Cancel);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{speaker.Id}/skills", new { capacity = 1, skills = new[] { new { skillId = japanese, value = 3 } } }, HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);
        Assert.Equal(speaker.Id, await HolderAsync(waits));
        var skill = (await LastAssignmentAsync(waits)).GetProperty("data").GetProperty("why").GetProperty("skills")[0];
        Assert.Equal(("日本語", "ja", 3), (skill.Text("name"), skill.Text("language"), skill.GetProperty("level").GetInt32()));

        var (second, _) = await TalkAsync("返品したいのですが、どうすればいいですか。");
        _server.Clock.Advance(TimeSpan.FromMinutes(11));
        await _server.RoundAsync(Cancel); // both fell silent by now …
        await _server.SitsAsync(idle.Id, SeatState.Online, 5, Cancel); // … and one is back
        await _server.RoundAsync(Cancel);
        Assert.Equal(idle.Id, await HolderAsync(second));
        Assert.Equal(11, (await LastAssignmentAsync(second)).GetProperty("data").GetProperty("why").GetProperty("relaxedAfter").GetInt32());
    }

    [Fact]
    [Trait("req", "OMNI-03")]
    public async Task Who_served_the_customer_last_serves_them_again()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", lastAgentFirst = true });
        var known = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (first, person) = await TalkAsync();
        await _server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);

        var again = await _client.PostAsync("/api/v1/conversations", new { inbox = "shop", personId = person, text = "又有个问题" });
        await _server.RunJobsAsync(Cancel);

        Assert.Equal(known.Id, await HolderAsync(first));
        Assert.Equal(known.Id, await HolderAsync(again.GetProperty("id").GetGuid()));
        Assert.True((await LastAssignmentAsync(again.GetProperty("id").GetGuid())).GetProperty("data").GetProperty("why").GetProperty("spokeBefore").GetBoolean());
    }

    [Fact]
    public async Task Who_gives_it_back_does_not_get_it_again()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", lastAgentFirst = true });
        var only = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (id, _) = await TalkAsync();
        Assert.Equal(only.Id, await HolderAsync(id));

        await _client.PostAsync($"/api/v1/conversations/{id}/assign", new { }, HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);
        Assert.Null(await HolderAsync(id));

        var other = await _server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);
        await _server.RunJobsAsync(Cancel);
        Assert.Equal(other.Id, await HolderAsync(id));
    }

    [Fact]
    public async Task A_heavy_conversation_takes_more_of_the_room()
    {
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", weight = 3 });
        await _server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);

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
        await _client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{rich}", new { tier = "diamond" }, HttpStatusCode.OK);
        await _client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{elder}", new { accessLane = true }, HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);

        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced" });
        var order = new List<Guid>();
        foreach (var name in new[] { "一", "二", "三" })
        {
            var agent = await _server.HasColleagueAtAsync(name, SeatState.Online, 1, Cancel);
            await _server.RunJobsAsync(Cancel);
            await using var db = _server.Database();
            order.Add((await db.Conversations.SingleAsync(it => it.AssigneeId == agent.Id, Cancel)).Id);
        }

        Assert.Equal([access, gold, plain], order);
    }

    [Fact]
    [Trait("req", "OMNI-06")]
    public async Task A_door_of_its_own_puts_everybody_who_comes_in_on_the_access_lane()
    {
        var rule = await _server.RoutesAsync(_inbox.Id, new { strategy = "manual", accessLane = true });
        var (id, person) = await TalkAsync();
        await _client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{person}", new { tier = "gold" }, HttpStatusCode.OK);
        await _server.RunJobsAsync(Cancel);

        await using var db = _server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.True(rule.GetProperty("accessLane").GetBoolean());
        Assert.Equal((true, "gold"), (conversation.AccessLane, conversation.ValueTier));
    }

    private async Task<(Guid Id, Guid PersonId)> TalkAsync(string text = "你好，我想问一下")
    {
        _server.Clock.Advance(TimeSpan.FromMilliseconds(100)); // nobody writes at the very same moment
        var started = await _server.HasConversationAsync(text);
        await _server.RunJobsAsync(Cancel);
        return started;
    }

    private async Task<Guid?> HolderAsync(Guid id)
    {
        await using var db = _server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.AssigneeId).SingleAsync(Cancel);
    }

    private async Task<JsonElement> LastAssignmentAsync(Guid id) =>
        (await _client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Last(it => it.Text("type") == "conversation.assigned");
}
