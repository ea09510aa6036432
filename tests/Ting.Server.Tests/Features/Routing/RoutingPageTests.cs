using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Routing as people see it: settings, the board, the rail, and the line that says why.</summary>
public sealed class RoutingPageTests : RoutedDeskTest
{
    private Browser _browser = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _browser = Server.Browser();
    }

    public override ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_makes_a_skill_gives_it_to_somebody_and_asks_for_it()
    {
        await _browser.OpenAsync("/settings/routing", Cancel);
        await _browser.SubmitAsync("form:has(#skill)", Cancel, ("Input.Name", "Returns"), ("Input.Language", ""));
        Assert.Equal("/settings/routing?done=added", _browser.Led);

        await _browser.OpenAsync($"/settings/team/{TestServer.AgentId}", Cancel);
        await _browser.OpenAsync(_browser.Page.QuerySelector("a[href$='/skills']")!.GetAttribute("href")!, Cancel);
        await _browser.SubmitAsync("form:has(#capacity)", Cancel, ("Input.Capacity", "7"), ("Input.Skills[0].Level", "4"));
        Assert.EndsWith("done=saved", _browser.Led, StringComparison.Ordinal);

        await _browser.OpenAsync($"/settings/routing/{Inbox.Id}", Cancel);
        await _browser.SubmitAsync("form:has(#weight)", Cancel, ("Input.Strategy", "Balanced"), ("Input.LastAgentFirst", "true"), ("Input.Weight", "2"), ("Input.LanguageLevel", ""), ("Input.Skills[0].Level", "3"), ("Input.RelaxAfter", "10"), ("Input.HandOnAfter", ""), ("Input.HandOnTeamId", ""));
        Assert.EndsWith("done=saved", _browser.Led, StringComparison.Ordinal);

        await using var db = Server.Database();
        var routing = await db.InboxRoutings.SingleAsync(Cancel);
        Assert.Equal((RoutingStrategy.Balanced, 2, 10, null), (routing.Strategy, routing.Weight, routing.RelaxAfter, routing.HandOnAfter));
        Assert.Equal((3, 4, 7), ((await db.InboxSkills.SingleAsync(Cancel)).Level, (await db.AgentSkills.SingleAsync(Cancel)).Level, (await db.Seats.SingleAsync(Cancel)).Capacity));
    }

    [Fact]
    public async Task What_is_no_number_is_refused_at_its_field()
    {
        await _browser.OpenAsync($"/settings/routing/{Inbox.Id}", Cancel);
        await _browser.SubmitAsync("form:has(#weight)", Cancel, ("Input.Strategy", "Balanced"), ("Input.Weight", "1"), ("Input.RelaxAfter", "soon"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, _browser.Status);
        Assert.NotEmpty(_browser.Page.QuerySelector("#relax-error")!.TextContent);
    }

    [Fact]
    public async Task Presence_is_said_in_the_rail_and_shown_to_colleagues()
    {
        await _browser.OpenAsync("/inbox", Cancel);
        await _browser.SubmitAsync("#presence-side", Cancel, ("presence", "busy"));

        Assert.NotNull(_browser.Page.QuerySelector(".rail-me .pr-me.pr-busy"));
        Assert.Contains(_browser.Page.QuerySelectorAll("#presence-side button"), button => button.GetAttribute("data-shortcut") == "s a" && button.GetAttribute("data-command") == "I am: Away");

        await Server.HasColleagueAtAsync("林悦", SeatState.Away, 5, Cancel);
        await Server.HasConversationAsync();
        await using var db = Server.Database();
        var number = await db.Conversations.Select(it => it.Number).SingleAsync(Cancel);
        await _browser.OpenAsync($"/inbox/{number}/colleagues", Cancel);
        Assert.Equal("Away", _browser.Page.QuerySelector(".pr-away")!.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("en", "Given to 林悦: speaks Chinese (level 4), load 1 of 5")]
    [InlineData("ja", "林悦さんに割り当てました：中国語が話せる（レベル4）、負荷 1/5")]
    [InlineData("zh-Hans", "分配给 林悦：会中文（4 级），当前负荷 1/5")]
    public async Task The_conversation_says_in_the_readers_language_why_it_went_to_somebody(string language, string sentence)
    {
        using var client = Server.Client();
        var chinese = (await client.PostAsync("/api/v1/skills", new { name = "中文", language = "zh-Hans" })).GetProperty("id").GetGuid();
        var agent = await Server.HasColleagueAtAsync("林悦", SeatState.Online, 5, Cancel);
        await client.SendAsync(HttpMethod.Put, $"/api/v1/agents/{agent.Id}/skills", new { capacity = 5, skills = new[] { new { skillId = chinese, value = 4 } } }, HttpStatusCode.OK);
        await Server.RoutesAsync(Inbox.Id, new { strategy = "balanced", languageLevel = 3 });
        await Server.HasConversationAsync("请问我的订单什么时候能到？");
        await Server.RunJobsAsync(Cancel);

        using var reader = Server.Browser(language);
        await using var db = Server.Database();
        await reader.OpenAsync($"/inbox/{await db.Conversations.Select(it => it.Number).SingleAsync(Cancel)}", Cancel);

        Assert.Contains(reader.TextsOf(".sys"), line => line.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_board_is_for_who_leads_and_lists_desks_and_the_next_in_line()
    {
        await Server.HasColleagueAtAsync("林悦", SeatState.Online, 4, Cancel);
        await Server.HasConversationAsync();

        await _browser.OpenAsync("/board", Cancel);
        Assert.Contains(_browser.TextsOf(".seats li b"), name => name == "林悦");
        Assert.Equal(["0 / 4", "0 / 5"], _browser.TextsOf(".seats .seat-l"));
        Assert.Contains("林婉清", Assert.Single(_browser.TextsOf(".nexts li")), StringComparison.Ordinal);
        Assert.Equal("staff inbox", _browser.Page.QuerySelector("#board")!.GetAttribute("data-live-topic"));
        Assert.NotNull(_browser.Page.QuerySelector("#palette-board"));

        Server.Role = AgentRole.Representative;
        await _browser.OpenAsync("/board", Cancel);
        Assert.Empty(_browser.TextsOf(".seats li"));
        await _browser.OpenAsync("/inbox", Cancel);
        Assert.Null(_browser.Page.QuerySelector("#palette-board"));
    }

    [Fact]
    [Trait("req", "OMNI-06")]
    public async Task The_access_lane_is_set_on_the_persons_page_and_seen_in_the_conversation()
    {
        var (id, person) = await Server.HasConversationAsync();
        await _browser.OpenAsync($"/people/{person}", Cancel);
        await _browser.SubmitAsync("form:has([name=accessLane])", Cancel, ("name", "林婉清"), ("company", ""), ("language", ""), ("tier", "gold"), ("accessLane", "true"));
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        await _browser.OpenAsync($"/inbox/{conversation.Number}", Cancel);
        Assert.True(conversation.AccessLane);
        Assert.Contains("Access lane", _browser.TextsOf("#conversation-head .tag"));
    }
}
