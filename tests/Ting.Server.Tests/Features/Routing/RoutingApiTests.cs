using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Skills, seats and rules over the API: what they take, what they refuse, and who may.</summary>
public sealed class RoutingApiTests : RoutedDeskTest
{
    [Fact]
    public async Task A_skill_is_made_renamed_and_taken_away_from_everybody()
    {
        var id = (await Client.PostAsync("/api/v1/skills", new { name = " 日本語 ", language = "ja" })).GetProperty("id").GetGuid();
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 7, skills = new[] { new { skillId = id, value = 4 } } }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/skills/{id}", new { name = "日语" }, HttpStatusCode.OK);

        var listed = (await Client.ReadAsync("/api/v1/skills")).Items().Single();
        var own = await Client.ReadAsync($"/api/v1/agents/{TestServer.AgentId}/skills");
        Assert.Equal(("日语", "language", "ja"), (listed.Text("name"), listed.Text("kind"), listed.Text("language")));
        Assert.Equal((7, 4), (own.GetProperty("capacity").GetInt32(), own.GetProperty("skills")[0].GetProperty("value").GetInt32()));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/skills/{id}", null, HttpStatusCode.NoContent);
        Assert.Empty((await Client.ReadAsync("/api/v1/skills")).Items());
        Assert.Equal(0, (await Client.ReadAsync($"/api/v1/agents/{TestServer.AgentId}/skills")).GetProperty("skills").GetArrayLength());
    }

    [Fact]
    public async Task Bad_input_is_refused_with_its_reason()
    {
        var skill = (await Client.PostAsync("/api/v1/skills", new { name = "Returns" })).GetProperty("id").GetGuid();
        var unknown = Guid.CreateVersion7();

        Assert.Equal("skill.exists", (await Client.PostAsync("/api/v1/skills", new { name = "Returns" }, HttpStatusCode.Conflict)).Text("title"));
        Assert.Equal("form.language", (await Client.PostAsync("/api/v1/skills", new { name = "Klingon", language = "tlh" }, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("form.required", (await Client.PostAsync("/api/v1/skills", new { name = " " }, HttpStatusCode.BadRequest)).Text("title"));
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/skills/{unknown}", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{unknown}/skills", new { capacity = 1 }, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = -1 }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = skill, value = 6 } } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = unknown, value = 2 } } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = skill, value = 2 }, new { skillId = skill, value = 3 } } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/presence", new { presence = "asleep" }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{unknown}/presence", new { presence = "busy" }, HttpStatusCode.NotFound);
        await Server.RoutesAsync(unknown, new { strategy = "balanced" }, HttpStatusCode.NotFound);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "loudest" }, HttpStatusCode.BadRequest);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", weight = 0 }, HttpStatusCode.BadRequest);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", relaxAfter = 0 }, HttpStatusCode.BadRequest);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", handOnAfter = 5, handOnTeamId = unknown }, HttpStatusCode.BadRequest);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", skills = new[] { new { skillId = unknown, level = 2 } } }, HttpStatusCode.BadRequest);
        Assert.Equal("manual", (await Client.ReadAsync($"/api/v1/inboxes/{Inbox.Id}/routing")).Text("strategy"));
    }

    [Fact]
    public async Task A_rule_is_read_as_it_was_written()
    {
        var skill = (await Client.PostAsync("/api/v1/skills", new { name = "Returns" })).GetProperty("id").GetGuid();
        await Server.RoutesAsync(Inbox.Id, new { strategy = "roundRobin", lastAgentFirst = false, weight = 3, languageLevel = 2, relaxAfter = 8, handOnAfter = 20, accessLane = true, skills = new[] { new { skillId = skill, level = 4 } } });
        await Server.RoutesAsync(Inbox.Id, new { strategy = "roundRobin", lastAgentFirst = false, weight = 3, languageLevel = 2, relaxAfter = 8, handOnAfter = 20, accessLane = true, skills = new[] { new { skillId = skill, level = 5 } } });

        var rule = await Client.ReadAsync($"/api/v1/inboxes/{Inbox.Id}/routing");

        Assert.Equal(("roundRobin", false, 3, 2, 8, 20, true), (
            rule.Text("strategy"), rule.GetProperty("lastAgentFirst").GetBoolean(), rule.GetProperty("weight").GetInt32(), rule.GetProperty("languageLevel").GetInt32(),
            rule.GetProperty("relaxAfter").GetInt32(), rule.GetProperty("handOnAfter").GetInt32(), rule.GetProperty("accessLane").GetBoolean()));
        Assert.Equal((skill, 5), (rule.GetProperty("skills")[0].GetProperty("skillId").GetGuid(), rule.GetProperty("skills")[0].GetProperty("level").GetInt32()));
    }

    [Fact]
    [Trait("req", "TEAM-02")]
    public async Task Rules_are_the_administrators_and_presence_is_ones_own_or_the_leads()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        Server.Role = AgentRole.Representative;

        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced" }, HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/skills", new { name = "Returns" }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/skills", new { capacity = 1 }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/routing/board", null, HttpStatusCode.Forbidden);
        var refused = await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/presence", new { presence = "offline" }, HttpStatusCode.Forbidden);
        Assert.Equal("presence.not_yours", refused.Text("title"));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/presence", new { presence = "away" }, HttpStatusCode.OK);

        Server.Role = AgentRole.Manager;
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/presence", new { presence = "offline" }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/routing/board", null, HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_board_counts_desks_and_shows_who_is_next()
    {
        var agent = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 4, Cancel);
        var (first, _) = await Server.HasConversationAsync("你好");
        await Server.HasConversationAsync("在吗");
        await Client.PostAsync($"/api/v1/conversations/{first}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);

        var board = await Client.ReadAsync("/api/v1/routing/board");

        var member = board.GetProperty("members").EnumerateArray().First();
        Assert.Equal((agent.Id, "online", 1, 4, 1), (member.GetProperty("id").GetGuid(), member.Text("presence"), member.GetProperty("load").GetInt32(), member.GetProperty("capacity").GetInt32(), member.GetProperty("waiting").GetInt32()));
        Assert.Equal((1, 3, 1), (board.GetProperty("waiting").GetInt32(), board.GetProperty("free").GetInt32(), board.GetProperty("next").GetArrayLength()));
    }

    [Fact]
    public async Task An_answered_conversation_weighs_for_half_an_hour_and_a_snoozed_one_not_at_all()
    {
        var agent = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 4, Cancel);
        var (answered, _) = await Server.HasConversationAsync("你好");
        var (snoozed, _) = await Server.HasConversationAsync("在吗");
        await Server.AnswerAsync(answered, "在的", Cancel);
        await Client.PostAsync($"/api/v1/conversations/{answered}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{snoozed}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{snoozed}/snooze", new { until = Server.Clock.GetUtcNow().AddHours(3) }, HttpStatusCode.OK);
        Assert.Equal(1, await LoadAsync(agent.Id));

        Server.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, await LoadAsync(agent.Id));
    }

    private async Task<int> LoadAsync(Guid agentId) =>
        (await Client.ReadAsync("/api/v1/routing/board")).GetProperty("members").EnumerateArray().Single(it => it.GetProperty("id").GetGuid() == agentId).GetProperty("load").GetInt32();
}
