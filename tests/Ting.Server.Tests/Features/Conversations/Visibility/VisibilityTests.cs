using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Visibility;

/// <summary>Which conversations an agent sees (TEAM-02).</summary>
[Trait("req", "TEAM-02")]
public sealed class VisibilityTests : DeskTest
{
    private Guid _own, _ownTeam, _team, _others, _othersTeam, _nobodys;
    private Agent _colleague = null!;
    private Team _mine = null!, _theirs = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _colleague = await Server.HasColleagueAsync("沈知微", Cancel);
        (_mine, _theirs) = (new Team("售后", Server.Clock.GetUtcNow()), new Team("物流", Server.Clock.GetUtcNow()));
        await using (var db = Server.Database())
        {
            db.Teams.AddRange(_mine, _theirs);
            await db.SaveChangesAsync(Cancel);
            var agents = await db.Agents.ToDictionaryAsync(it => it.Id, Cancel);
            agents[TestServer.AgentId].Change("周予安", AgentRole.Administrator, "zh-Hans", _mine.Id);
            agents[_colleague.Id].Change("沈知微", AgentRole.Representative, "zh-Hans", _theirs.Id);
            await db.SaveChangesAsync(Cancel);
        }

        _own = await TalkAsync(TestServer.AgentId, _theirs.Id);
        _ownTeam = await TalkAsync(TestServer.AgentId, _mine.Id);
        _team = await TalkAsync(_colleague.Id, _mine.Id);
        _others = await TalkAsync(_colleague.Id, null);
        _othersTeam = await TalkAsync(null, _theirs.Id);
        _nobodys = await TalkAsync(null, null);
        Server.Role = AgentRole.Manager;
    }

    [Fact]
    public async Task A_role_sees_all_unless_somebody_says_otherwise()
    {
        Assert.Equal(6, (await ListedAsync()).Count);
        Assert.Equal(6, await RowsAsync("all"));
    }

    [Theory]
    [InlineData("team", true)]
    [InlineData("team", false)]
    [InlineData("own", true)]
    public async Task Lists_counts_search_and_the_persons_own_pages_show_what_the_role_sees(string sight, bool unheld)
    {
        HashSet<Guid> expected = [_own, _ownTeam];
        if (sight is "team")
            expected.Add(_team);
        if (sight is "team" && unheld)
            expected.Add(_nobodys);

        await SeesAsync(sight, unheld);

        Assert.Equal(expected, await ListedAsync());
        Assert.Equal(expected, (await Client.ReadAsync("/api/v1/search?q=灯泡&type=conversations")).Items().Select(it => it.GetProperty("id").GetGuid()).ToHashSet());
        Assert.Equal(expected.Count, await RowsAsync("all"));
        Assert.Equal(2, await RowsAsync("mine"));
        var counts = await Server.Services.GetRequiredService<ReadInbox>().CountAsync(TestServer.AgentId, Cancel); // outside a request: of all
        Assert.Equal(6, counts.All);
        Assert.Equal(unheld && sight is "team" ? 1 : 0, await RowsAsync("unassigned"));
        Assert.Equal(sight is "team" ? 2 : 1, await RowsAsync("team"));
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?q=灯泡", Cancel);
        Assert.Equal(expected.Count, browser.Page.QuerySelectorAll("[data-row]").Length);
        var all = browser.Page.QuerySelectorAll("a[href='/inbox?view=all']").Select(tab => tab.TextContent).First(it => it.Any(char.IsAsciiDigit));
        Assert.Equal(expected.Count, int.Parse(string.Concat(all.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture));
        foreach (var id in (Guid[])[_own, _ownTeam, _team, _others, _othersTeam, _nobodys])
            await StandsAsync(id, expected.Contains(id));
    }

    [Fact]
    public async Task The_parts_of_a_long_list_come_in_its_order_and_each_conversation_once()
    {
        await SeesAsync("team", unheld: true);
        for (var at = 0; at < 30; at++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await TalkAsync(at % 3 == 0 ? TestServer.AgentId : at % 3 == 1 ? _colleague.Id : null, at % 3 == 1 ? _mine.Id : null);
        }

        List<Guid> walked = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await Client.ReadAsync($"/api/v1/conversations?limit=7{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
            walked.AddRange(part.Items().Select(it => it.GetProperty("id").GetGuid()));
            cursor = part.GetProperty("nextCursor").GetString();
        }

        await using var db = Server.Database();
        var all = await db.Conversations.OrderByDescending(it => it.LastMessageAt).ThenByDescending(it => it.Id).Select(it => it.Id).ToListAsync(Cancel);
        Assert.Equal(34, walked.Count);
        Assert.Equal(all.Where(id => id != _others && id != _othersTeam), walked);

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=all", Cancel);
        Assert.Equal(20, browser.Page.QuerySelectorAll("[data-row]").Length);
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Cancel);
        Assert.Equal(14, browser.Page.QuerySelectorAll("[data-row]").Length);
    }

    [Fact, Trait("req", "PERS-02")]
    public async Task A_persons_export_says_how_much_of_it_the_role_does_not_show()
    {
        var person = (await Client.ReadAsync($"/api/v1/conversations/{_own}")).GetProperty("personId").GetGuid();
        var other = (await Client.ReadAsync($"/api/v1/conversations/{_others}")).GetProperty("personId").GetGuid();
        await Client.PostAsync($"/api/v1/people/{person}/merge", new { otherId = other }, HttpStatusCode.OK);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Client.ReadAsync($"/api/v1/people/{person}/export")).GetProperty("leftOut").ValueKind);

        await SeesAsync("own", unheld: false);

        var export = await Client.ReadAsync($"/api/v1/people/{person}/export");
        Assert.Equal(1, export.GetProperty("conversations").GetArrayLength());
        Assert.Equal(1, export.GetProperty("leftOut").GetProperty("conversations").GetInt32());
    }

    [Fact]
    public async Task What_is_given_away_leaves_the_desk_of_the_giver_and_what_is_given_arrives()
    {
        await SeesAsync("own", unheld: false);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox/{await NumberAsync(_own)}", Cancel);
        await Client.PostAsync($"/api/v1/conversations/{_own}/assign", new { assigneeId = _colleague.Id }, HttpStatusCode.OK);
        await StandsAsync(_own, stands: false);

        Server.Role = AgentRole.Administrator;
        await Client.PostAsync($"/api/v1/conversations/{_nobodys}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        Server.Role = AgentRole.Manager;
        await StandsAsync(_nobodys, stands: true);
    }

    [Fact]
    public async Task Many_are_changed_only_as_far_as_they_are_seen()
    {
        await SeesAsync("own", unheld: false);

        await Client.PostAsync("/api/v1/conversations/change-many", new { conversations = new[] { _own, _others, _nobodys }, kind = "prioritise", priority = "urgent" }, HttpStatusCode.OK);

        await using var db = Server.Database();
        Assert.Equal([_own], await db.Conversations.Where(it => it.Priority == Priority.Urgent).Select(it => it.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_log_and_the_live_line_are_silent_about_the_others()
    {
        await SeesAsync("own", unheld: false);
        var all = await Client.ReadAsync("/api/v1/changes?limit=200");
        HashSet<Guid> streams = [.. all.Items().Where(it => it.GetProperty("stream").Text("kind") == "conversation").Select(it => it.GetProperty("stream").GetProperty("id").GetGuid())];
        Assert.Equal(new HashSet<Guid> { _own, _ownTeam }, streams);

        var live = Server.Services.GetRequiredService<LiveFeed>();
        using var response = await Client.GetAsync($"/live?after={live.Position}&topics=inbox,presence,conversation:{_others},presence:{_others},conversation:{_own}", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        var presence = Server.Services.GetRequiredService<Presence>();
        live.Publish($"conversation:{_others}");
        live.Publish(new Notice($"conversation:{_others}", "typing", "{}"));
        presence.Here(_others, _colleague.Id, "沈知微", typing: true);
        presence.Here(_own, _colleague.Id, "沈知微", typing: true);
        live.Publish($"conversation:{_own}");

        List<string> heard = [];
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            heard.Add(line);
            if (line == $"data: conversation:{_own}")
                break;
        }

        Assert.DoesNotContain(heard, line => line.Contains(_others.ToString(), StringComparison.Ordinal));
        Assert.Contains(heard, line => line.Contains($"\"conversation\":\"{_own}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_records_of_a_person_become_one_with_all_that_was_said_to_either()
    {
        await SeesAsync("own", unheld: false);
        await using var db = Server.Database();
        var people = await db.Conversations.Where(it => it.Id == _own || it.Id == _others).ToDictionaryAsync(it => it.Id, it => it.PersonId, Cancel);

        await Client.PostAsync($"/api/v1/people/{people[_own]}/merge", new { otherId = people[_others] }, HttpStatusCode.OK);

        Assert.Equal(people[_own], await db.Conversations.Where(it => it.Id == _others).Select(it => it.PersonId).SingleAsync(Cancel));
        await StandsAsync(_others, stands: false);
    }

    [Fact]
    public async Task An_administrator_says_what_each_role_sees_and_always_sees_all()
    {
        Server.Role = AgentRole.Administrator;
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/administrator", new { permissions = Permission.Usual(AgentRole.Administrator), sight = "own" }, HttpStatusCode.Conflict);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.Usual(AgentRole.Manager), sight = "everything" }, HttpStatusCode.BadRequest);

        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/settings/roles", Cancel);
        Assert.Equal("All", browser.Page.QuerySelector("[name='sight.Specialist']:checked")!.GetAttribute("value"));
        Assert.Null(browser.Page.QuerySelector("[name='sight.Administrator']"));
        (string, string)[] boxes = [.. browser.Page.QuerySelectorAll("[name=grant][checked]").Select(box => ("grant", box.GetAttribute("value")!))];
        await browser.SubmitAsync("#roles", Cancel, [("do", "save"), ("sight.Specialist", "Team"), ("unheld", "Specialist"), ("sight.Trainer", "Own"), .. boxes]);
        Assert.Equal("/settings/roles?done=saved", browser.Led);
        Assert.Contains("技术专员现在能看到：本团队和自己的 + 无人负责的也能看到", browser.Page.QuerySelector("#role-log")!.TextContent.Replace("技术专家", "技术专员", StringComparison.Ordinal), StringComparison.Ordinal);

        var roles = (await Client.ReadAsync("/api/v1/roles")).GetProperty("roles").EnumerateArray().ToDictionary(it => it.Text("role")!);
        Assert.Equal(("team", true), (roles["specialist"].Text("sight"), roles["specialist"].GetProperty("seesUnheld").GetBoolean()));
        Assert.Equal(("own", false), (roles["trainer"].Text("sight"), roles["trainer"].GetProperty("seesUnheld").GetBoolean()));
        Assert.Equal("all", roles["manager"].Text("sight"));

        await Client.SendAsync(HttpMethod.Delete, "/api/v1/roles/trainer", null, HttpStatusCode.OK);
        roles = (await Client.ReadAsync("/api/v1/roles")).GetProperty("roles").EnumerateArray().ToDictionary(it => it.Text("role")!);
        Assert.Equal("all", roles["trainer"].Text("sight"));
    }

    private async Task SeesAsync(string sight, bool unheld)
    {
        Server.Role = AgentRole.Administrator;
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.All.Where(it => it != Permission.Administer), sight, seesUnheld = unheld }, HttpStatusCode.OK);
        Server.Role = AgentRole.Manager;
    }

    private async Task<Guid> TalkAsync(Guid? assigneeId, Guid? teamId)
    {
        var (id, _) = await Server.HasConversationAsync("灯泡坏了");
        await using var db = Server.Database();
        var it = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
        it.Assign(assigneeId, teamId, "system", "by-hand", Server.Clock.GetUtcNow());
        await db.SaveAsync(it, Cancel);
        return id;
    }

    private async Task<HashSet<Guid>> ListedAsync() => (await Client.ReadAsync("/api/v1/conversations?limit=50")).Items().Select(it => it.GetProperty("id").GetGuid()).ToHashSet();

    private async Task<int> RowsAsync(string view)
    {
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox?view={view}", Cancel);
        var rows = browser.Page.QuerySelectorAll("[data-row]").Length;
        return rows;
    }

    private async Task StandsAsync(Guid id, bool stands)
    {
        var number = await NumberAsync(id);
        var expected = stands ? HttpStatusCode.OK : HttpStatusCode.NotFound;
        foreach (var address in (string[])[$"/inbox/{number}", $"/inbox/{number}/parts", $"/api/v1/conversations/{id}", $"/api/v1/conversations/{id}/messages", $"/api/v1/conversations/{id}/events", $"/api/v1/conversations/{id}/handovers"])
        {
            using var response = await Client.GetAsync(address, Cancel);
            Assert.True(response.StatusCode == expected, $"{address} answered {(int)response.StatusCode}");
        }
    }

    private async Task<long> NumberAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.Number).SingleAsync(Cancel);
    }
}
