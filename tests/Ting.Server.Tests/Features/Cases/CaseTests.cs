using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

[Trait("req", "CRM-10")]
public sealed class CaseTests : DeskTest
{
    [Theory]
    [InlineData("你们的净饮机又漏水了,上次说好来人也没来,太不负责任了", "complaint", "afterSale")]
    [InlineData("请问这款台灯有暖光的吗？", "question", "preSale")]
    [InlineData("麻烦把发票抬头改成公司名", "request", "inSale")]
    public async Task One_press_beside_a_conversation_opens_a_case_of_the_kind_that_was_read(string words, string kind, string phase)
    {
        var (id, personId) = await Server.HasConversationAsync(words);
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        await browser.SubmitAsync($"#panel-cases form[action='/cases/from/{id}']", Cancel);

        var matter = Assert.Single((await Client.ReadAsync("/api/v1/cases")).Items());
        Assert.Equal("/cases/1", browser.Led);
        Assert.Equal((kind, phase, "new", personId.ToString()), (matter.Text("kind"), matter.Text("phase"), matter.Text("state"), matter.Text("personId")));
        Assert.Equal(TestServer.AgentId.ToString(), matter.Text("ownerId"));
        Assert.Equal(words, matter.Text("title"));
    }

    [Fact]
    public async Task Nothing_is_read_in_the_words_of_somebody_who_does_not_want_it()
    {
        var (id, _) = await Server.HasConversationAsync("你们的净饮机又漏水了,上次说好来人也没来,太不负责任了");
        await using (var db = Server.Database())
            await db.Database.ExecuteSqlAsync($"""UPDATE conversations SET "MoodHidden" = {true}""", Cancel);

        var matter = await Client.PostAsync("/api/v1/cases", new { conversationId = id });

        Assert.Equal("request", matter.Text("kind"));
    }

    [Fact]
    public async Task It_outlives_its_conversations_and_takes_in_others_of_the_same_person_only()
    {
        var (first, _) = await Server.HasConversationAsync("净饮机漏水了", email: "lin@example.test");
        var (second, _) = await Server.HasConversationAsync("还是漏", email: "lin@example.test");
        var (foreign, _) = await Server.HasConversationAsync("你好", name: "赵一凡");
        var id = await Client.OpenCaseAsync(first);
        await Client.PostAsync($"/api/v1/conversations/{first}/resolve", new { }, HttpStatusCode.OK);

        await Client.PostAsync($"/api/v1/cases/{id}/conversations", new { conversationId = second }, HttpStatusCode.OK);
        var problem = await Client.PostAsync($"/api/v1/cases/{id}/conversations", new { conversationId = foreign }, HttpStatusCode.Conflict);

        var details = await Client.ReadAsync($"/api/v1/cases/{id}");
        Assert.Equal("case.other_person", problem.Text("title"));
        Assert.Equal("new", details.CaseText("state"));
        Assert.Equal(new[] { first, second }.Order(), details.GetProperty("conversationIds").EnumerateArray().Select(it => it.GetGuid()).Order());
        Assert.Single((await Client.ReadAsync($"/api/v1/cases?conversation={second}")).Items());
    }

    [Fact]
    public async Task Everything_that_happens_is_in_its_history_without_gaps_and_stays_there()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var id = await Client.OpenCaseAsync(conversation, "request");

        await ChangeAsync(id, new { ownerId = colleague.Id, state = "working", priority = "high", phase = "afterSale" });
        await Client.CloseAsync(id);
        await Client.PostAsync($"/api/v1/cases/{id}/reopen", new { reason = "顾客说没收到" }, HttpStatusCode.OK);

        var events = (await Client.ReadAsync($"/api/v1/cases/{id}/events")).Items();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(it => it.GetProperty("sequence").GetInt32()));
        Assert.Equal(["case.opened", "case.closed", "case.reopened"], events.Select(it => it.Text("type")).Where(type => type is "case.opened" or "case.closed" or "case.reopened"));
        Assert.Contains(events, it => it.Text("type") == "case.changed" && it.GetProperty("data").Text("field") == "owner" && it.GetProperty("data").Text("to") == colleague.Id.ToString());
        Assert.All(events, it => Assert.StartsWith("agent:", it.Text("actor"), StringComparison.Ordinal));
        Assert.Equal("顾客说没收到", (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("entries").EnumerateArray().Last().Text("said"));
    }

    [Fact]
    public async Task Lists_are_mine_nobodys_and_late_due_soonest_first_and_go_on_where_they_ended()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        foreach (var (day, owner) in new (int, Guid?)[] { (5, null), (3, TestServer.AgentId), (3, TestServer.AgentId), (8, colleague.Id), (1, TestServer.AgentId) })
        {
            var (_, personId) = await Server.HasConversationAsync();
            var made = await Client.PostAsync("/api/v1/cases", new { personId, title = $"第 {day} 天", dueAt = Server.Clock.GetUtcNow().AddDays(day) });
            await ChangeAsync(made.GetProperty("id").GetGuid(), new { ownerId = owner });
        }

        var titles = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Client.ReadAsync($"/api/v1/cases?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            titles.AddRange(page.Items().Select(it => it.Text("title")));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);

        Server.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(["第 1 天", "第 3 天", "第 3 天", "第 5 天", "第 8 天"], titles);
        Assert.Equal(3, (await Client.ReadAsync("/api/v1/cases?owner=me")).Items().Count);
        Assert.Equal("第 5 天", Assert.Single((await Client.ReadAsync("/api/v1/cases?owner=none")).Items()).Text("title"));
        Assert.Equal(3, (await Client.ReadAsync("/api/v1/cases?late=true")).Items().Count);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/count", Cancel);
        Assert.Equal("3", browser.Page.QuerySelector("em")!.TextContent);
        await browser.OpenAsync("/cases?view=late", Cancel);
        Assert.Equal(3, browser.Page.QuerySelectorAll(".case-tbl tbody tr").Length);
    }

    [Fact]
    public async Task A_button_moves_it_on_the_board_but_closing_asks_what_came_of_it()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation, "problem");
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/board", Cancel);

        await browser.SubmitAsync("#kan-1 form", Cancel, ("state", "Waiting"));
        var waiting = (await Client.ReadAsync($"/api/v1/cases/{id}")).CaseText("state");
        await browser.SubmitAsync("#kan-1 form", Cancel, ("state", "Closed"));
        var refused = browser.Text;
        await browser.OpenAsync("/cases/board", Cancel);
        await browser.SubmitAsync("#kan-1 form", Cancel, ("state", "77"));

        Assert.Equal("waiting", waiting);
        Assert.Contains("with what came of it", refused, StringComparison.Ordinal);
        Assert.Equal("waiting", (await Client.ReadAsync($"/api/v1/cases/{id}")).CaseText("state"));
    }

    [Theory, Trait("req", "PROB-03")]
    [InlineData("time")]
    [InlineData("wish")]
    [InlineData("after.result")]
    public async Task Each_of_the_seven_rights_and_of_the_phases_checklist_is_said_by_hand(string item)
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);
        var form = browser.Page.QuerySelectorAll("#checks form").ToList().FindIndex(it => it.QuerySelector("[name=item]")!.GetAttribute("value") == item);
        Assert.True(form >= 0);

        await browser.SubmitAsync("#checks form", Cancel, ("item", item), ("verdict", "NotMet"));

        var checks = (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal(10, checks.Count);
        Assert.Equal("notMet", checks.Single(it => it.Text("item") == item).Text("verdict"));
        Assert.Equal(9, checks.Count(it => it.Text("verdict") == "open"));
    }

    [Fact]
    public async Task Every_sales_phase_has_a_checklist_and_a_mind_of_its_own()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation);
        using var browser = Server.Browser();
        var minds = new HashSet<string>();
        foreach (var phase in new[] { "preSale", "inSale", "afterSale" })
        {
            await ChangeAsync(id, new { phase });
            await browser.OpenAsync("/cases/1", Cancel);
            minds.Add(browser.Page.QuerySelector("#checks .checks-h + p")!.TextContent);
            Assert.Equal(10, browser.Page.QuerySelectorAll("#checks li").Length);
        }

        Assert.Equal(3, minds.Count);
        Assert.Equal(9, Enum.GetValues<SalesPhase>().SelectMany(CaseChecklist.OfPhase).Distinct().Count());
    }

    [Fact, Trait("req", "PROB-04")]
    public async Task Several_teams_have_tasks_and_the_case_waits_for_all_of_them()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation, "problem");
        var team = (await Client.PostAsync("/api/v1/teams", new { name = "仓库" })).GetProperty("id").GetGuid();
        var mine = await Client.PostAsync($"/api/v1/cases/{id}/tasks", new { text = "打电话给顾客", agentId = TestServer.AgentId, dueAt = Server.Clock.GetUtcNow().AddHours(2) });
        var theirs = await Client.PostAsync($"/api/v1/cases/{id}/tasks", new { text = "找一台新的", teamId = team, dueAt = Server.Clock.GetUtcNow().AddHours(5) });

        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/tasks", Cancel);
        Assert.Equal(["打电话给顾客"], browser.TextsOf("#tasks-mine .task-t"));
        Assert.Equal("case.tasks_open", (await Client.CloseAsync(id, expected: HttpStatusCode.Conflict)).Text("title"));
        await browser.SubmitAsync("#tasks-mine form", Cancel, ("done", "true"));
        Assert.Empty(browser.TextsOf("#tasks-mine .task-t"));
        Assert.Equal("case.tasks_open", (await Client.CloseAsync(id, expected: HttpStatusCode.Conflict)).Text("title"));

        using var answer = await Client.PatchAsJsonAsync($"/api/v1/cases/tasks/{theirs.GetProperty("id").GetGuid()}", new { done = true }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Client.CloseAsync(id);
        Assert.NotEqual(mine.Text("id"), theirs.Text("id"));
    }

    [Theory]
    [InlineData("state=9")]
    [InlineData("state=nonsense")]
    [InlineData("kind=1")]
    [InlineData("owner=somebody")]
    [InlineData("cause=x")]
    [InlineData("cursor=garbage")]
    public async Task Strange_filters_are_refused(string query)
    {
        using var answer = await Client.GetAsync($"/api/v1/cases?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"title":"没有人"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"personId":"0198c0de-0000-7000-8000-00000000ffff","title":"查无此人"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"personId":"PERSON","title":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"personId":"PERSON","title":"过去","dueAt":"2001-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"personId":"PERSON","title":"谁","ownerId":"0198c0de-0000-7000-8000-00000000ffff"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"personId":"PERSON","title":"种类","kind":77}""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_case_is_refused_in_words(string body, HttpStatusCode expected)
    {
        var (_, personId) = await Server.HasConversationAsync();

        var problem = await Client.PostAsync("/api/v1/cases", body.Replace("PERSON", personId.ToString(), StringComparison.Ordinal), expected);

        Assert.NotEmpty(problem.Text("detail")!);
        Assert.Empty((await Client.ReadAsync("/api/v1/cases")).Items());
    }

    [Fact]
    public async Task A_strange_address_is_said_and_an_old_version_not_written_over()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation);
        using var browser = Server.Browser();

        await browser.OpenAsync("/cases?after=garbage", Cancel);
        var said = browser.Page.QuerySelector("[role=alert]");
        await browser.OpenAsync("/cases/99", Cancel);
        var stale = await Client.SendAsync(HttpMethod.Patch, $"/api/v1/cases/{id}", new { title = "改" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"0\""));

        Assert.NotNull(said);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal("case.changed_meanwhile", stale.Text("title"));
    }

    [Fact]
    public async Task Who_may_only_look_is_shown_no_forms_and_changes_nothing()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);
        var token = browser.Page.QuerySelector("#note input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Server.Role = AgentRole.Trainer;

        await browser.OpenAsync("/cases/1", Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll("main form"));
        using var forged = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "note"), new("said", "偷偷写")]);
        using var answer = await browser.Client.PostAsync("/cases/1", forged, Cancel);
        Assert.False(answer.IsSuccessStatusCode);
        await Client.StepAsync(id, "listen", expected: HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/cases", new { conversationId = conversation }, HttpStatusCode.Forbidden);

        await using var db = Server.Database();
        Assert.Empty(await db.CaseEntries.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Merged_people_bring_their_cases_and_take_them_back()
    {
        var (_, one) = await Server.HasConversationAsync(name: "林婉清");
        var (_, other) = await Server.HasConversationAsync(name: "林小姐");
        var id = (await Client.PostAsync("/api/v1/cases", new { personId = other, title = "漏水" })).GetProperty("id").GetGuid();

        await Client.PostAsync($"/api/v1/people/{one}/merge", new { otherId = other }, HttpStatusCode.OK);
        var together = (await Client.ReadAsync($"/api/v1/cases/{id}")).CaseText("personId");
        await Client.PostAsync($"/api/v1/people/{one}/unmerge", new { }, HttpStatusCode.OK);

        Assert.Equal(one.ToString(), together);
        Assert.Equal(other.ToString(), (await Client.ReadAsync($"/api/v1/cases/{id}")).CaseText("personId"));
    }

    [Fact]
    public async Task Erasing_a_person_takes_the_words_and_keeps_that_there_was_a_case()
    {
        var (conversation, personId) = await Server.HasConversationAsync();
        var id = await Client.OpenCaseAsync(conversation);
        await Client.StepAsync(id, "listen");
        var export = await Client.ReadAsync($"/api/v1/people/{personId}/export");
        Assert.Equal("记录 listen", export.GetProperty("cases")[0].GetProperty("case").GetProperty("entries")[0].Text("said"));

        using var answer = await Client.DeleteAsync($"/api/v1/people/{personId}", Cancel);
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("", (await db.Cases.SingleAsync(Cancel)).Title);
        var entry = await db.CaseEntries.SingleAsync(Cancel);
        Assert.Equal(("", ""), (entry.Said, entry.More));
        Assert.DoesNotContain("净饮机漏水", string.Concat(await db.Events.Where(it => it.Stream == id).Select(it => it.Data).ToListAsync(Cancel)), StringComparison.Ordinal);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Theory, Trait("req", "I18N-01")]
    [InlineData("zh-Hans", "投诉六步")]
    [InlineData("ja", "苦情対応の六歩")]
    [InlineData("en", "The way of a complaint")]
    public async Task The_page_speaks_the_readers_language(string language, string words)
    {
        var (conversation, _) = await Server.HasConversationAsync();
        await Client.OpenCaseAsync(conversation);
        using var browser = Server.Browser(language);

        await browser.OpenAsync("/cases/1", Cancel);

        Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(step|history|field|check|phase|kind|state)\\.[a-z]", browser.Page.QuerySelector("main")!.TextContent);
    }

    private async Task<JsonElement> ChangeAsync(Guid id, object change)
    {
        using var answer = await Client.PatchAsJsonAsync($"/api/v1/cases/{id}", change, Cancel);
        return await answer.BodyAsync(HttpStatusCode.OK);
    }
}
