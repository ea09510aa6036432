using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Audiences;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Audiences;

/// <summary>A survey goes out to the people of a view or a segment: each once, and nobody who may not be asked.</summary>
[Trait("req", "SAT-05"), Trait("req", "CRM-06")]
public sealed class AskAudienceTests : DeskTest
{
    [Fact]
    public async Task The_people_of_a_views_conversations_are_seen_first_and_asked_once_each()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (first, lin) = await Server.HasConversationAsync("你好", name: "林婉清", email: "lin@example.test");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var (second, again) = await Server.HasConversationAsync("又来了", name: "林婉清", email: "lin@example.test");
        Assert.Equal(lin, again);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var (third, _) = await Server.HasConversationAsync("请问", name: "王磊");
        var view = await ViewAsync(new { status = "any" });

        var preview = await PreviewAsync(survey, $"view:{view}");
        Assert.Equal((2, 2), (preview.GetProperty("people").GetInt32(), preview.GetProperty("asked").GetInt32()));
        Assert.Equal(["王磊", "林婉清"], preview.GetProperty("first").EnumerateArray().Select(it => it.Text("name")));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(await ToldAsync(second)); // a preview sends nothing

        await StartAsync(survey, $"view:{view}");
        await Server.RunJobsAsync(Cancel);

        Assert.Empty(await ToldAsync(first));
        Assert.Contains("/s/", Assert.Single(await ToldAsync(second)), StringComparison.Ordinal);
        Assert.Single(await ToldAsync(third));
        var round = Assert.Single((await Client.ReadAsync($"/api/v1/surveys/{survey}/rounds")).Items());
        Assert.Equal((2, 2, 0), (round.GetProperty("people").GetInt32(), round.GetProperty("asked").GetInt32(), round.GetProperty("leftOut").GetInt32()));
        Assert.NotNull(round.Text("finishedAt"));
        await using var db = Server.Database();
        Assert.Empty(await db.PeopleToAsk.ToListAsync(Cancel));

        // everybody has been asked just now
        await Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { audience = $"view:{view}" }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_opted_out_who_was_asked_lately_who_is_no_more_and_who_has_become_somebody_else_is_left_in_peace()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps", new { quietDays = 30 });
        var (_, out1) = await Server.HasConversationAsync(name: "退订的");
        var (lately, asked) = await Server.HasConversationAsync(name: "刚问过的");
        var (_, forgotten) = await Server.HasConversationAsync(name: "要遗忘的");
        var (_, kept) = await Server.HasConversationAsync(name: "留下的");
        var (_, merged) = await Server.HasConversationAsync(name: "并入的");
        var (free, _) = await Server.HasConversationAsync(name: "可以问的");
        await using (var db = Server.Database())
        {
            db.SurveyOptOuts.Add(new SurveyOptOut(out1, Server.Clock.GetUtcNow()));
            db.SurveyOptOuts.Add(new SurveyOptOut(merged, Server.Clock.GetUtcNow())); // what the other said holds for both
            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync($"/api/v1/surveys/{survey}/invitations", new { personId = asked, conversationId = lately });
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{forgotten}", null, HttpStatusCode.NoContent);
        await Client.PostAsync($"/api/v1/people/{kept}/merge", new { otherId = merged }, HttpStatusCode.OK);
        var view = await ViewAsync(new { });

        var preview = await PreviewAsync(survey, $"view:{view}");
        Assert.Equal((4, 1), (preview.GetProperty("people").GetInt32(), preview.GetProperty("asked").GetInt32()));
        Assert.Equal("可以问的", Assert.Single(preview.GetProperty("first").EnumerateArray()).Text("name"));
        var left = preview.GetProperty("leftOut");
        Assert.Equal((2, 1, 0), (left.GetProperty("optedOut").GetInt32(), left.GetProperty("already").GetInt32() + left.GetProperty("lately").GetInt32(), left.GetProperty("unreachable").GetInt32()));

        await StartAsync(survey, $"view:{view}");
        await Server.RunJobsAsync(Cancel);
        Assert.Single(await ToldAsync(free));
        var round = Assert.Single((await Client.ReadAsync($"/api/v1/surveys/{survey}/rounds")).Items());
        Assert.Equal((4, 1, 3), (round.GetProperty("people").GetInt32(), round.GetProperty("asked").GetInt32(), round.GetProperty("leftOut").GetInt32()));
    }

    [Fact]
    public async Task Who_opts_out_between_the_start_and_their_turn_is_not_asked_and_a_round_that_is_run_again_asks_nobody_twice()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps", new { quietDays = 0 });
        var (one, quick) = await Server.HasConversationAsync(name: "改主意的");
        var (other, _) = await Server.HasConversationAsync(name: "不变的");
        await StartAsync(survey, $"view:{await ViewAsync(new { })}");
        Guid round;
        await using (var db = Server.Database())
        {
            db.SurveyOptOuts.Add(new SurveyOptOut(quick, Server.Clock.GetUtcNow()));
            round = (await db.AskRounds.SingleAsync(Cancel)).Id;
            db.Enqueue(new AskPeople(round), Server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        await Server.RunJobsAsync(Cancel);

        Assert.Empty(await ToldAsync(one));
        Assert.Single(await ToldAsync(other));
        await using var now = Server.Database();
        var done = await now.AskRounds.SingleAsync(Cancel);
        Assert.Equal((1, 1), (done.Asked, done.LeftOut));
    }

    [Fact]
    public async Task More_than_one_part_is_asked_to_the_end()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        for (var at = 0; at < 27; at++)
            await Server.HasConversationAsync(name: $"P{at}");
        await StartAsync(survey, $"view:{await ViewAsync(new { })}");
        await Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { audience = $"view:{await ViewAsync(new { })}" }, HttpStatusCode.Conflict); // one at a time

        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        Assert.Equal(27, await db.SurveyInvitations.CountAsync(Cancel));
        Assert.Equal(27, (await db.AskRounds.SingleAsync(Cancel)).Asked);
    }

    [Fact]
    public async Task A_segment_is_asked_by_the_same_rules()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (id, gold) = await Server.HasConversationAsync(name: "金卡");
        await Server.HasConversationAsync(name: "无卡");
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{gold}", new { tier = "gold" }, HttpStatusCode.OK);
        var unreachable = (await Client.PostAsync("/api/v1/people", new { name = "没写过信的" })).GetProperty("id").GetGuid();
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{unreachable}", new { tier = "gold" }, HttpStatusCode.OK);
        var segment = (await Client.PostAsync("/api/v1/segments", new { name = "Gold", conditions = new[] { new { field = "tier", @operator = "is", values = new[] { "gold" } } } })).GetProperty("id").GetGuid();

        var preview = await PreviewAsync(survey, $"segment:{segment}");
        Assert.Equal((2, 1, 1), (preview.GetProperty("people").GetInt32(), preview.GetProperty("asked").GetInt32(), preview.GetProperty("leftOut").GetProperty("unreachable").GetInt32()));
        await StartAsync(survey, $"segment:{segment}");
        await Server.RunJobsAsync(Cancel);
        Assert.Single(await ToldAsync(id));
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task An_audience_is_what_whoever_starts_it_may_see()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (own, _) = await Server.HasConversationAsync(name: "我的客人");
        var (others, _) = await Server.HasConversationAsync(name: "别人的客人");
        await Client.PostAsync($"/api/v1/conversations/{own}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        var view = await ViewAsync(new { status = "any" }, "everyone");
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.All.Where(it => it != Permission.Administer), sight = "own", seesUnheld = false }, HttpStatusCode.OK);
        Server.Role = AgentRole.Manager;

        Assert.Equal(1, (await PreviewAsync(survey, $"view:{view}")).GetProperty("people").GetInt32());
        await StartAsync(survey, $"view:{view}");
        await Server.RunJobsAsync(Cancel);

        Assert.Single(await ToldAsync(own));
        Assert.Empty(await ToldAsync(others));
    }

    [Fact]
    public async Task The_page_shows_who_would_be_asked_before_anything_is_sent()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (id, _) = await Server.HasConversationAsync(name: "林婉清");
        var view = await ViewAsync(new { });
        using var browser = Server.Browser("zh-Hans");

        await browser.OpenAsync($"/inbox?saved={view}", Cancel);
        await browser.OpenAsync(browser.Page.QuerySelector("a[href^='/surveys/ask']")!.GetAttribute("href")!, Cancel);
        Assert.Equal($"view:{view}", browser.Page.QuerySelector("#of option[selected]")!.GetAttribute("value"));
        Assert.Null(browser.Page.QuerySelector("#asked"));
        await browser.OpenAsync($"/surveys/ask?survey={survey}&of=view:{view}", Cancel);
        Assert.Equal("将询问 1 人", browser.Page.QuerySelector("#asked")!.TextContent);
        Assert.Contains("林婉清", browser.Page.QuerySelector(".pick-l")!.TextContent, StringComparison.Ordinal);
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(await ToldAsync(id));

        await browser.SubmitAsync("form[method=post]:has(.btn-p)", Cancel);
        Assert.EndsWith("done=started", browser.Led, StringComparison.Ordinal);
        await Server.RunJobsAsync(Cancel);
        Assert.Single(await ToldAsync(id));
        await browser.OpenAsync($"/surveys/ask?survey={survey}&of=view:{view}", Cancel);
        Assert.Contains("将询问 0 人", browser.Text, StringComparison.Ordinal);
        Assert.Contains("1 人在静默期内已收到过问卷", browser.Text.Replace("同一会话中", "静默期内", StringComparison.Ordinal).Replace("这份问卷", "问卷", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("form[method=post] .btn-p"));
    }

    [Fact]
    public async Task What_is_no_audience_is_refused_and_not_everybody_may_ask_many()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (closed, _) = await Server.HasSurveyAsync("nps");
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{closed}", new { open = false }, HttpStatusCode.OK);
        var view = await ViewAsync(new { });

        await Client.SendAsync(HttpMethod.Get, $"/api/v1/surveys/{survey}/audience?of=everybody", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/surveys/{survey}/audience?of=view:{Guid.CreateVersion7()}", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/surveys/{survey}/audience?of=segment:{Guid.CreateVersion7()}", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/surveys/{Guid.CreateVersion7()}/audience?of=view:{view}", null, HttpStatusCode.NotFound);
        await Client.PostAsync($"/api/v1/surveys/{closed}/rounds", new { audience = $"view:{view}" }, HttpStatusCode.Conflict);
        await Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { audience = $"view:{view}" }, HttpStatusCode.Conflict); // nobody is in it
        await Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { }, HttpStatusCode.BadRequest);

        foreach (var role in (AgentRole[])[AgentRole.Representative, AgentRole.Supervisor, AgentRole.Trainer])
        {
            Server.Role = role;
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/surveys/{survey}/audience?of=view:{view}", null, HttpStatusCode.Forbidden);
            await Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { audience = $"view:{view}" }, HttpStatusCode.Forbidden);
            using var browser = Server.Browser();
            await browser.OpenAsync("/surveys/ask", Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact, Trait("req", "PERS-02")]
    public async Task Whoever_is_forgotten_is_not_waiting_to_be_asked_either()
    {
        var (survey, _) = await Server.HasSurveyAsync("nps");
        var (_, person) = await Server.HasConversationAsync();
        await StartAsync(survey, $"view:{await ViewAsync(new { })}");

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{person}", null, HttpStatusCode.NoContent);

        await using var db = Server.Database();
        Assert.Empty(await db.PeopleToAsk.ToListAsync(Cancel));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(await db.SurveyInvitations.ToListAsync(Cancel));
    }

    private async Task<Guid> ViewAsync(object filter, string scope = "mine") =>
        (await Client.PostAsync("/api/v1/views", new { name = "V", scope, filter })).GetProperty("id").GetGuid();

    private Task<JsonElement> PreviewAsync(Guid survey, string of) => Client.ReadAsync($"/api/v1/surveys/{survey}/audience?of={of}");

    private Task<JsonElement> StartAsync(Guid survey, string audience) => Client.PostAsync($"/api/v1/surveys/{survey}/rounds", new { audience });

    private async Task<IReadOnlyList<string>> ToldAsync(Guid conversation)
    {
        await using var db = Server.Database();
        return await db.Messages.Where(it => it.ConversationId == conversation && it.Kind == MessageKind.System).Select(it => it.Text).ToListAsync(Cancel);
    }
}
