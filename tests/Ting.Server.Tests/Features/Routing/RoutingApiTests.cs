using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Skills, seats and rules over the API: what they take, what they refuse, and who may.</summary>
public sealed class RoutingApiTests : IAsyncLifetime
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
    public async Task A_skill_is_made_renamed_and_taken_away_from_everybody()
    {
        var id = (await _client.PostAsync("/api/v1/skills", new { name = " 日本語 ", language = "ja" })).GetProperty("id").GetGuid();
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 7, skills = new[] { new { skillId = id, value = 4 } } }, HttpStatusCode.OK);
        await _client.SendAsync(HttpMethod.Patch, $"/api/v1/skills/{id}", new { name = "日语" }, HttpStatusCode.OK);

        var listed = (await _client.ReadAsync("/api/v1/skills")).Items().Single();
        var own = await _client.ReadAsync($"/api/v1/agents/{TestServer.AgentId}/skills");
        Assert.Equal(("日语", "language", "ja"), (listed.Text("name"), listed.Text("kind"), listed.Text("language")));
        Assert.Equal((7, 4), (own.GetProperty("capacity").GetInt32(), own.GetProperty("skills")[0].GetProperty("value").GetInt32()));

        await _client.SendAsync(HttpMethod.Delete, $"/api/v1/skills/{id}", null, HttpStatusCode.NoContent);
        Assert.Empty((await _client.ReadAsync("/api/v1/skills")).Items());
        Assert.Equal(0, (await _client.ReadAsync($"/api/v1/agents/{TestServer.AgentId}/skills")).GetProperty("skills").GetArrayLength());
    }

    [Fact]
    public async Task Bad_input_is_refused_with_its_reason()
    {
        var skill = (await _client.PostAsync("/api/v1/skills", new { name = "Returns" })).GetProperty("id").GetGuid();
        var unknown = Guid.CreateVersion7();

        Assert.Equal("skill.exists", (await _client.PostAsync("/api/v1/skills", new { name = "Returns" }, HttpStatusCode.Conflict)).Text("title"));
        Assert.Equal("form.language", (await _client.PostAsync("/api/v1/skills", new { name = "Klingon", language = "tlh" }, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("form.required", (await _client.PostAsync("/api/v1/skills", new { name = " " }, HttpStatusCode.BadRequest)).Text("title"));
        await _client.SendAsync(HttpMethod.Delete, $"/api/v1/skills/{unknown}", null, HttpStatusCode.NotFound);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{unknown}/skills", new { capacity = 1 }, HttpStatusCode.NotFound);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = -1 }, HttpStatusCode.BadRequest);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = skill, value = 6 } } }, HttpStatusCode.BadRequest);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = unknown, value = 2 } } }, HttpStatusCode.BadRequest);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/skills", new { capacity = 1, skills = new[] { new { skillId = skill, value = 2 }, new { skillId = skill, value = 3 } } }, HttpStatusCode.BadRequest);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/presence", new { presence = "asleep" }, HttpStatusCode.BadRequest);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{unknown}/presence", new { presence = "busy" }, HttpStatusCode.NotFound);
        await _server.RoutesAsync(unknown, new { strategy = "balanced" }, HttpStatusCode.NotFound);
        await _server.RoutesAsync(_inbox.Id, new { strategy = "loudest" }, HttpStatusCode.BadRequest);
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", weight = 0 }, HttpStatusCode.BadRequest);
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", relaxAfter = 0 }, HttpStatusCode.BadRequest);
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", handOnAfter = 5, handOnTeamId = unknown }, HttpStatusCode.BadRequest);
        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced", skills = new[] { new { skillId = unknown, level = 2 } } }, HttpStatusCode.BadRequest);
        Assert.Equal("manual", (await _client.ReadAsync($"/api/v1/inboxes/{_inbox.Id}/routing")).Text("strategy"));
    }

    [Fact]
    public async Task A_rule_is_read_as_it_was_written()
    {
        var skill = (await _client.PostAsync("/api/v1/skills", new { name = "Returns" })).GetProperty("id").GetGuid();
        await _server.RoutesAsync(_inbox.Id, new { strategy = "roundRobin", lastAgentFirst = false, weight = 3, languageLevel = 2, relaxAfter = 8, handOnAfter = 20, accessLane = true, skills = new[] { new { skillId = skill, level = 4 } } });
        await _server.RoutesAsync(_inbox.Id, new { strategy = "roundRobin", lastAgentFirst = false, weight = 3, languageLevel = 2, relaxAfter = 8, handOnAfter = 20, accessLane = true, skills = new[] { new { skillId = skill, level = 5 } } });

        var rule = await _client.ReadAsync($"/api/v1/inboxes/{_inbox.Id}/routing");

        Assert.Equal(("roundRobin", false, 3, 2, 8, 20, true), (
            rule.Text("strategy"), rule.GetProperty("lastAgentFirst").GetBoolean(), rule.GetProperty("weight").GetInt32(), rule.GetProperty("languageLevel").GetInt32(),
            rule.GetProperty("relaxAfter").GetInt32(), rule.GetProperty("handOnAfter").GetInt32(), rule.GetProperty("accessLane").GetBoolean()));
        Assert.Equal((skill, 5), (rule.GetProperty("skills")[0].GetProperty("skillId").GetGuid(), rule.GetProperty("skills")[0].GetProperty("level").GetInt32()));
    }

    [Fact]
    [Trait("req", "TEAM-02")]
    public async Task Rules_are_the_administrators_and_presence_is_ones_own_or_the_leads()
    {
        var colleague = await _server.HasColleagueAsync("林悦", Cancel);
        _server.Role = AgentRole.Representative;

        await _server.RoutesAsync(_inbox.Id, new { strategy = "balanced" }, HttpStatusCode.Forbidden);
        await _client.PostAsync("/api/v1/skills", new { name = "Returns" }, HttpStatusCode.Forbidden);
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/skills", new { capacity = 1 }, HttpStatusCode.Forbidden);
        await _client.SendAsync(HttpMethod.Get, "/api/v1/routing/board", null, HttpStatusCode.Forbidden);
        var refused = await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/presence", new { presence = "offline" }, HttpStatusCode.Forbidden);
        Assert.Equal("presence.not_yours", refused.Text("title"));
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/presence", new { presence = "away" }, HttpStatusCode.OK);

        _server.Role = AgentRole.Manager;
        await _client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{colleague.Id}/presence", new { presence = "offline" }, HttpStatusCode.OK);
        await _client.SendAsync(HttpMethod.Get, "/api/v1/routing/board", null, HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_board_counts_desks_and_shows_who_is_next()
    {
        var agent = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 4, Cancel);
        var (first, _) = await _server.HasConversationAsync("你好");
        await _server.HasConversationAsync("在吗");
        await _client.PostAsync($"/api/v1/conversations/{first}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);

        var board = await _client.ReadAsync("/api/v1/routing/board");

        var member = board.GetProperty("members").EnumerateArray().First();
        Assert.Equal((agent.Id, "online", 1, 4, 1), (member.GetProperty("id").GetGuid(), member.Text("presence"), member.GetProperty("load").GetInt32(), member.GetProperty("capacity").GetInt32(), member.GetProperty("waiting").GetInt32()));
        Assert.Equal((1, 3, 1), (board.GetProperty("waiting").GetInt32(), board.GetProperty("free").GetInt32(), board.GetProperty("next").GetArrayLength()));
    }

    [Fact]
    public async Task An_answered_conversation_weighs_for_half_an_hour_and_a_snoozed_one_not_at_all()
    {
        var agent = await _server.HasColleagueAtAsync("林悦", SeatState.Online, 4, Cancel);
        var (answered, _) = await _server.HasConversationAsync("你好");
        var (snoozed, _) = await _server.HasConversationAsync("在吗");
        await _server.AnswerAsync(answered, "在的", Cancel);
        await _client.PostAsync($"/api/v1/conversations/{answered}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);
        await _client.PostAsync($"/api/v1/conversations/{snoozed}/assign", new { assigneeId = agent.Id }, HttpStatusCode.OK);
        await _client.PostAsync($"/api/v1/conversations/{snoozed}/snooze", new { until = _server.Clock.GetUtcNow().AddHours(3) }, HttpStatusCode.OK);
        Assert.Equal(1, await LoadAsync(agent.Id));

        _server.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, await LoadAsync(agent.Id));
    }

    private async Task<int> LoadAsync(Guid agentId) =>
        (await _client.ReadAsync("/api/v1/routing/board")).GetProperty("members").EnumerateArray().Single(it => it.GetProperty("id").GetGuid() == agentId).GetProperty("load").GetInt32();
}
