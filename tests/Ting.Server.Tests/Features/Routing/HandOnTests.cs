using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Nobody waits for somebody who is not there.</summary>
public sealed class HandOnTests : RoutedDeskTest
{
    [Fact]
    public async Task What_an_offline_agent_leaves_unanswered_goes_to_somebody_who_is_there()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", handOnAfter = 10 });
        var gone = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (waiting, _) = await TalkAsync();
        var (answered, _) = await TalkAsync();
        await AnswerAsync(answered, gone.Id);
        await Server.SitsAsync(gone.Id, SeatState.Offline, 5, Cancel);

        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        var there = await Server.HasColleagueAtAsync("陈立", SeatState.Online, 5, Cancel);
        await Server.RoundAsync(Cancel);
        Assert.Equal(gone.Id, await HolderAsync(waiting));

        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.RoundAsync(Cancel);
        Assert.Equal((there.Id, gone.Id), (await HolderAsync(waiting), await HolderAsync(answered))); // whose customer does not wait stays
        var lines = (await Client.ReadAsync($"/api/v1/conversations/{waiting}/events")).Items().Where(it => it.Text("type") == "conversation.assigned").Select(it => it.GetProperty("data")).ToList();
        Assert.Equal(["routed", "away", "routed"], lines.Select(it => it.Text("reason")));
        Assert.Equal(10, lines.Single(it => it.Text("reason") == "away").GetProperty("minutes").GetInt32());
    }

    [Fact]
    public async Task It_can_go_to_another_team_and_works_where_everything_is_taken_by_hand()
    {
        var team = (await Client.PostAsync("/api/v1/teams", new { name = "售后组" })).GetProperty("id").GetGuid();
        await Server.RoutesAsync(Inbox.Id, new { strategy = "manual", handOnAfter = 5, handOnTeamId = team });
        var gone = await Server.HasColleagueAtAsync("林悦", SeatState.Offline, 5, Cancel);
        var (id, _) = await TalkAsync();
        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { assigneeId = gone.Id }, HttpStatusCode.OK);

        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        await Server.RoundAsync(Cancel);

        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        Assert.Equal((null, team), (conversation.AssigneeId, conversation.TeamId));
    }

    [Fact]
    public async Task Without_a_rule_it_stays()
    {
        var gone = await Server.HasColleagueAtAsync("林悦", SeatState.Offline, 5, Cancel);
        var (id, _) = await TalkAsync();
        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { assigneeId = gone.Id }, HttpStatusCode.OK);

        Server.Clock.Advance(TimeSpan.FromHours(5));
        await Server.RoundAsync(Cancel);

        Assert.Equal(gone.Id, await HolderAsync(id));
    }

    [Fact]
    public async Task What_somebody_who_left_still_holds_goes_on_too()
    {
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", handOnAfter = 1 });
        var gone = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        var (id, _) = await TalkAsync();
        await using (var db = Server.Database())
        {
            (await db.Agents.SingleAsync(it => it.Id == gone.Id, Cancel)).Leave(Server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.RoundAsync(Cancel);

        Assert.Null(await HolderAsync(id));
    }

    [Fact]
    public async Task An_agent_whose_screens_fall_silent_is_offline_and_comes_back_as_they_were()
    {
        var agent = await Server.HasColleagueAtAsync("林悦", SeatState.Busy, 5, Cancel);
        Server.Clock.Advance(HearAgent.Grace + TimeSpan.FromSeconds(1));
        await Server.RoundAsync(Cancel);
        Assert.Equal(SeatState.Offline, (await SeatAsync(agent.Id)).State);

        await HearAsync(agent.Id);

        await using var db = Server.Database();
        var whys = await db.Events.Where(line => line.Stream == agent.Id && line.Type == "agent.presence").OrderBy(line => line.Sequence).Select(line => line.Data).ToListAsync(Cancel);
        Assert.Equal(SeatState.Busy, (await SeatAsync(agent.Id)).State);
        Assert.Equal(["chosen", "silent", "back"], whys.Select(it => JsonDocument.Parse(it).RootElement.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task Whoever_opens_a_screen_for_the_first_time_is_online_and_who_chose_offline_stays_so()
    {
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{TestServer.AgentId}/presence", new { presence = "offline" }, HttpStatusCode.OK);
        await HearAsync(TestServer.AgentId);
        Assert.Equal(SeatState.Offline, (await SeatAsync(TestServer.AgentId)).State);

        var newcomer = await Server.HasColleagueAsync("陈立", Cancel);
        await HearAsync(newcomer.Id);
        Assert.Equal(SeatState.Online, (await SeatAsync(newcomer.Id)).State);
    }

    [Fact]
    public async Task Who_leads_the_desk_takes_over_and_others_may_not()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var (id, _) = await TalkAsync();
        await Client.PostAsync($"/api/v1/conversations/{id}/assign", new { assigneeId = colleague.Id }, HttpStatusCode.OK);

        Server.Role = AgentRole.Representative;
        await Client.PostAsync($"/api/v1/conversations/{id}/take-over", null, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Manager;
        await Client.PostAsync($"/api/v1/conversations/{id}/take-over", null, HttpStatusCode.OK);
        var again = await Client.PostAsync($"/api/v1/conversations/{id}/take-over", null, HttpStatusCode.Conflict);

        Assert.Equal(("conversation.yours_already", TestServer.AgentId), (again.Text("title"), await HolderAsync(id)));
        var line = (await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Last(it => it.Text("type") == "conversation.assigned").GetProperty("data");
        Assert.Equal(("taken-over", colleague.Id), (line.Text("reason"), line.GetProperty("from").GetGuid()));
    }

    private async Task HearAsync(Guid agentId)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HearAgent.Handler>().HandleAsync(agentId, Cancel);
    }

    private async Task AnswerAsync(Guid id, Guid agentId)
    {
        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        db.Messages.Add(conversation.Reply(agentId, $"agent:{agentId}", "好的", null, null, Server.Clock.GetUtcNow()));
        await db.SaveAsync(conversation, Cancel);
    }

    private async Task<Seat> SeatAsync(Guid agentId)
    {
        await using var db = Server.Database();
        return await db.Seats.SingleAsync(it => it.AgentId == agentId, Cancel);
    }

    private async Task<(Guid Id, Guid PersonId)> TalkAsync()
    {
        var started = await Server.HasConversationAsync("你好，我想问一下");
        await Server.RunJobsAsync(Cancel);
        return started;
    }

    private async Task<Guid?> HolderAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.AssigneeId).SingleAsync(Cancel);
    }
}
