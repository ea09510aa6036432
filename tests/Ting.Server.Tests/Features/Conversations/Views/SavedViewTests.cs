using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Views;

/// <summary>Conversations that somebody looks at again and again, kept under a name.</summary>
[Trait("req", "CRM-06")]
public sealed class SavedViewTests : DeskTest
{
    private static readonly string[] NoFilters =
    [
        """{"name":"A","filter":null}""",
        """{"name":"","filter":{}}""",
        """{"name":"A","scope":"nobody","filter":{}}""",
        """{"name":"A","filter":{"status":"merged"}}""",
        """{"name":"A","filter":{"status":null}}""",
        """{"name":"A","filter":{"assignee":"somebody"}}""",
        """{"name":"A","filter":{"assignee":"0198c0de-0000-7000-8000-00000000000a"}}""",
        """{"name":"A","filter":{"team":"0198c0de-0000-7000-8000-00000000000a"}}""",
        """{"name":"A","filter":{"inboxId":"0198c0de-0000-7000-8000-00000000000a"}}""",
        """{"name":"A","filter":{"labelId":"0198c0de-0000-7000-8000-00000000000a"}}""",
        """{"name":"A","filter":{"priorities":["later"]}}""",
        """{"name":"A","filter":{"priorities":null}}""",
        """{"name":"A","filter":{"emotions":["3"]}}""",
        """{"name":"A","filter":{"tiers":[null]}}""",
        """{"name":"A","filter":{"lane":"perhaps"}}""",
        """{"name":"A","filter":{"due":"never"}}""",
        """{"name":"A","filter":{"days":0}}""",
        """{"name":"A","filter":{"days":100000}}""",
        """{"name":"A","filter":{"words":"a\u0000b"}}""",
    ];

    [Fact]
    public async Task What_the_inbox_shows_is_kept_under_a_name_and_stands_beside_it_with_a_number()
    {
        var (angry, _) = await Server.HasConversationAsync("太过分了！我非常生气，马上给我退款！", name: "林婉清");
        await Server.HasConversationAsync("你好，请问几点开门？", name: "王磊");
        var label = (await Client.PostAsync("/api/v1/labels", new { name = "退款" })).GetProperty("id").GetGuid();
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{angry}", new { labels = new[] { "退款" } }, HttpStatusCode.OK);
        using var browser = Server.Browser("zh-Hans");

        await browser.OpenAsync($"/inbox?view=all&label={label}", Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll(".v-l"));
        await browser.OpenAsync(browser.Page.QuerySelector("a[href^='/inbox/views/new']")!.GetAttribute("href")!, Cancel);
        Assert.Equal(label.ToString(), browser.Page.QuerySelector("#labelId option[selected]")!.GetAttribute("value"));
        await browser.SubmitAsync("form:has(#name)", Cancel, ("name", "退款的会话"), ("scope", "mine"), ("status", "open"), ("labelId", label.ToString()));

        Assert.StartsWith("/inbox?saved=", browser.Led, StringComparison.Ordinal);
        Assert.Equal("林婉清", Assert.Single(browser.TextsOf("[data-row] .q-1 b")));
        Assert.Equal("退款的会话1", Assert.Single(browser.TextsOf(".v-l a[aria-current=true]")));
        await browser.OpenAsync("/inbox/views", Cancel);
        Assert.Contains("标签：退款", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/palette?q=的会话", Cancel);
        Assert.Contains("退款的会话", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_narrow_together_and_parts_follow_one_another_to_the_end()
    {
        var expected = new List<Guid>();
        for (var at = 0; at < 9; at++)
        {
            var (id, _) = await Server.HasConversationAsync(at % 3 == 0 ? "太过分了！我非常生气！" : "你好，请问几点开门？", name: $"P{at}");
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            if (at % 3 == 0)
                expected.Insert(0, id);
        }

        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{expected[0]}", new { priority = "urgent" }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{expected[2]}/resolve", new { }, HttpStatusCode.OK);
        var angry = await KeptAsync("Angry", new { status = "any", emotions = new[] { "angry" } });

        var walked = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await Client.ReadAsync($"/api/v1/views/{angry}/conversations?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            walked.AddRange(part.Items().Select(it => it.GetProperty("id").GetGuid()));
            cursor = part.Text("nextCursor");
        }

        Assert.Equal(expected, walked);
        Assert.Equal([expected[0]], await IdsAsync(await KeptAsync("Urgent", new { emotions = new[] { "angry" }, priorities = new[] { "urgent", "low" } })));
        Assert.Equal(expected[..2], await IdsAsync(await KeptAsync("Waiting", new { emotions = new[] { "angry" }, waiting = true, tiers = new[] { "none" }, lane = "no", days = 1 })));
        Assert.Equal([expected[2]], await IdsAsync(await KeptAsync("Over", new { status = "resolved" })));
        Assert.Equal(expected[..2], await IdsAsync(await KeptAsync("Words", new { words = "生气" })));
        Assert.Empty(await IdsAsync(await KeptAsync("Mine", new { assignee = "me" })));
        Assert.Equal(8, (await IdsAsync(await KeptAsync("Nobody's", new { assignee = "none", team = "none" }))).Count);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/views/{angry}/conversations?cursor=nonsense", null, HttpStatusCode.BadRequest);
    }

    [Fact, Trait("req", "EMO-01")]
    public async Task Who_does_not_want_to_be_read_is_not_found_by_how_they_feel()
    {
        var (id, person) = await Server.HasConversationAsync("太过分了！我非常生气！");
        var view = await KeptAsync("Angry", new { emotions = new[] { "angry" } });
        Assert.Equal([id], await IdsAsync(view));

        await using (var db = Server.Database())
        {
            (await db.Conversations.SingleAsync(it => it.Id == id, Cancel)).HideMood(true);
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Empty(await IdsAsync(view));
    }

    [Fact]
    public async Task A_list_that_must_be_looked_through_goes_on_where_it_stopped()
    {
        for (var at = 0; at < 3; at++)
        {
            await Server.HasConversationAsync("你好", name: $"P{at}");
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var view = await KeptAsync("Urgent", new { priorities = new[] { "urgent" } });
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox?saved={view}", Cancel);
        Assert.Contains("Nothing in this view", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("a[rel=next]"));
        await browser.OpenAsync($"/inbox?saved={Guid.CreateVersion7()}", Cancel);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("not there any more", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_view_is_refused()
    {
        foreach (var body in NoFilters)
            await Client.PostAsync("/api/v1/views", body, HttpStatusCode.BadRequest);
        Assert.Equal(0, (await Client.ReadAsync("/api/v1/views")).GetProperty("views").GetArrayLength());

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/views/new?view=snoozed", Cancel);
        await browser.SubmitAsync("form:has(#name)", Cancel, ("name", "Old ones"), ("scope", "mine"), ("status", "snoozed"), ("days", "-3"), ("words", "lamp"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("from 1 to 3650", browser.Text, StringComparison.Ordinal);
        Assert.Equal("lamp", browser.Page.QuerySelector("#words")!.GetAttribute("value"));
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task Ones_own_are_ones_own_and_shared_ones_are_kept_by_who_leads()
    {
        await Client.PostAsync("/api/v1/views", new { name = "T", scope = "team", filter = new { } }, HttpStatusCode.BadRequest); // in no team yet
        await JoinsTeamAsync();
        Server.Role = AgentRole.Representative;
        await Client.PostAsync("/api/v1/views", new { name = "All", scope = "everyone", filter = new { } }, HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/views", new { name = "T", scope = "team", filter = new { } }, HttpStatusCode.Forbidden);
        var own = await KeptAsync("Own", new { assignee = "me" });
        using (var browser = Server.Browser())
        {
            await browser.OpenAsync("/inbox/views/new", Cancel);
            Assert.Equal(1, browser.Page.QuerySelectorAll("#scope option").Length);
        }

        Server.Role = AgentRole.Manager;
        var all = await KeptAsync("All", new { }, "everyone");
        var team = await KeptAsync("Team", new { team = "mine" }, "team");
        Assert.Equal([own, team, all], await ListedAsync());

        // a colleague's own and another team's are not there for anybody else, not even to be changed
        Guid theirs, otherTeams;
        await using (var db = Server.Database())
        {
            var colleague = await Server.HasColleagueAsync("沈知微", Cancel);
            var others = new Team("物流", Server.Clock.GetUtcNow());
            db.Teams.Add(others);
            var (one, two) = (new SavedView(colleague.Id, 0, Server.Clock.GetUtcNow()), new SavedView(colleague.Id, 0, Server.Clock.GetUtcNow()));
            one.Describe("Hers", new ViewFilter());
            two.Describe("Of another team", new ViewFilter());
            two.Share(ViewScope.Team, others.Id);
            db.SavedViews.AddRange(one, two);
            await db.SaveChangesAsync(Cancel);
            (theirs, otherTeams) = (one.Id, two.Id);
        }

        Assert.Equal([own, team, all], await ListedAsync());
        foreach (var id in (Guid[])[theirs, otherTeams])
        {
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/views/{id}", null, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/views/{id}/conversations", null, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/views/{id}/people", null, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Put, $"/api/v1/views/{id}", new { name = "Mine now", filter = new { } }, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Delete, $"/api/v1/views/{id}", null, HttpStatusCode.NotFound);
        }

        Server.Role = AgentRole.Representative;
        await Client.ReadAsync($"/api/v1/views/{all}/conversations");
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/views/{all}", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/views/{own}", null, HttpStatusCode.NoContent);
        Assert.Equal([team, all], await ListedAsync());
    }

    [Fact]
    public async Task Views_are_renamed_put_in_order_and_taken_away_and_nobody_overwrites_a_colleague()
    {
        Guid[] views = [await KeptAsync("A", new { }), await KeptAsync("B", new { }), await KeptAsync("C", new { })];

        await Client.PostAsync($"/api/v1/views/{views[2]}/move", new { up = true }, HttpStatusCode.OK);
        Assert.Equal([views[0], views[2], views[1]], await ListedAsync());
        await Client.PostAsync($"/api/v1/views/{views[0]}/move", new { up = true }, HttpStatusCode.OK); // the first stays the first
        Assert.Equal([views[0], views[2], views[1]], await ListedAsync());

        var renamed = await Client.SendAsync(HttpMethod.Put, $"/api/v1/views/{views[0]}", new { name = "Z", filter = new { status = "snoozed" } }, HttpStatusCode.OK, ("If-Match", "\"1\""));
        Assert.Equal("Z", renamed.Text("name"));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/views/{views[0]}", new { name = "Late", filter = new { } }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"1\""));

        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/inbox/views", Cancel);
        await browser.SubmitAsync($"form[action='/inbox/views/{views[1]}/move']", Cancel, ("to", "up"));
        Assert.Equal([views[0], views[1], views[2]], await ListedAsync());
        await browser.OpenAsync($"/inbox/views/{views[1]}", Cancel);
        await browser.SubmitAsync($"form[action='/inbox/views/{views[1]}/remove']", Cancel);
        Assert.Equal([views[0], views[2]], await ListedAsync());
        await browser.OpenAsync($"/inbox/views/{views[1]}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task Thirty_of_a_kind_are_enough()
    {
        for (var at = 0; at < ViewBook.Most; at++)
            await KeptAsync($"V{at}", new { });
        await Client.PostAsync("/api/v1/views", new { name = "One more", filter = new { } }, HttpStatusCode.Conflict);
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox", Cancel);
        Assert.Equal(ReadViews.MostInInbox + 1, browser.Page.QuerySelectorAll(".v-l a").Length);
        Assert.Contains("24 more", browser.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task A_shared_view_shows_each_reader_what_they_may_see()
    {
        var (seen, _) = await Server.HasConversationAsync("你好", name: "我的客人");
        await Server.HasConversationAsync("你好", name: "别人的客人");
        await Client.PostAsync($"/api/v1/conversations/{seen}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        Server.Role = AgentRole.Administrator;
        var view = await KeptAsync("All", new { status = "any" }, "everyone");
        Assert.Equal(2, (await IdsAsync(view)).Count);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.All.Where(it => it != Permission.Administer), sight = "own", seesUnheld = false }, HttpStatusCode.OK);

        Server.Role = AgentRole.Manager;
        Assert.Equal([seen], await IdsAsync(view));
        Assert.Equal(1, (await Client.ReadAsync($"/api/v1/views/{view}/people")).GetProperty("count").GetInt32());
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/inbox?saved={view}", Cancel);
        Assert.Equal("我的客人", Assert.Single(browser.TextsOf("[data-row] .q-1 b")));
        Assert.Equal("All1", Assert.Single(browser.TextsOf(".v-l a")));
        Assert.DoesNotContain("别人的客人", await Client.GetStringAsync($"/api/v1/views/{view}/people.csv", Cancel), StringComparison.Ordinal);
    }

    private async Task<Guid> KeptAsync(string name, object filter, string scope = "mine") =>
        (await Client.PostAsync("/api/v1/views", new { name, scope, filter })).GetProperty("id").GetGuid();

    private async Task<IReadOnlyList<Guid>> IdsAsync(Guid view) => [.. (await Client.ReadAsync($"/api/v1/views/{view}/conversations")).Items().Select(it => it.GetProperty("id").GetGuid())];

    private async Task<IReadOnlyList<Guid>> ListedAsync() => [.. (await Client.ReadAsync("/api/v1/views")).GetProperty("views").EnumerateArray().Select(it => it.GetProperty("id").GetGuid())];

    private async Task JoinsTeamAsync()
    {
        await using var db = Server.Database();
        var team = new Team("售后", Server.Clock.GetUtcNow());
        db.Teams.Add(team);
        (await db.Agents.SingleAsync(it => it.Id == TestServer.AgentId, Cancel)).Change("周予安", AgentRole.Administrator, "zh-Hans", team.Id);
        await db.SaveChangesAsync(Cancel);
    }
}
