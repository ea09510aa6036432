using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Handovers;

[Trait("req", "OMNI-03")]
public sealed class HandoverTests : DeskTest
{
    [Fact]
    public async Task The_next_colleague_gets_the_reason_and_the_customers_own_words()
    {
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        var id = await TalkAsync();

        var handed = await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = colleague.Id, note = "需要现场检测，我这边派不了单。" });

        var card = handed.GetProperty("card");
        Assert.Contains("净水器第二次漏水了", card.Text("summary"), StringComparison.Ordinal);
        Assert.Contains(card.GetProperty("promises").EnumerateArray(), it => it.Text("what")!.Length > 0);
        Assert.Equal(1, handed.GetProperty("transfer").GetInt32());
        var conversation = await Client.ReadAsync($"/api/v1/conversations/{id}");
        Assert.Equal((colleague.Id, 1), (conversation.GetProperty("assigneeId").GetGuid(), conversation.GetProperty("transfers").GetInt32()));
        var line = (await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Last(it => it.Text("type") == "conversation.assigned");
        Assert.Equal(($"agent:{TestServer.AgentId}", "handover"), (line.Text("actor"), line.GetProperty("data").Text("reason")));
        Assert.Contains((await Client.ReadAsync($"/api/v1/conversations/{id}/messages")).Items(), it => it.Text("kind") == "note" && it.Text("id") == line.GetProperty("data").Text("noteId"));
    }

    [Fact]
    public async Task Every_transfer_is_counted()
    {
        var first = await Server.HasColleagueAsync("陈立", Cancel);
        var second = await Server.HasColleagueAsync("苏晴", Cancel);
        var id = await TalkAsync();

        await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = first.Id, note = "技术问题" });
        await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = second.Id, note = "配件归你们" });

        Assert.Equal([2, 1], (await Client.ReadAsync($"/api/v1/conversations/{id}/handovers")).Items().Select(it => it.GetProperty("transfer").GetInt32()));
    }

    [Fact]
    public async Task Nobody_is_handed_over_without_a_reason_or_to_nobody()
    {
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        var id = await TalkAsync();

        var why = await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = colleague.Id, note = "  " }, HttpStatusCode.BadRequest);
        var whom = await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { note = "请接手" }, HttpStatusCode.BadRequest);
        var stranger = await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = Guid.CreateVersion7(), note = "请接手" }, HttpStatusCode.NotFound);

        Assert.Equal(("handover.to_whom", "agent.not_found"), (whom.Text("title"), stranger.Text("title")));
        Assert.NotEqual(default, why);
    }

    [Fact]
    public async Task A_team_gets_it_with_nobody_in_charge_yet()
    {
        await using (var db = Server.Database())
        {
            db.Teams.Add(new Team("售后组", Server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        var id = await TalkAsync();
        await using var read = Server.Database();
        var team = await read.Teams.SingleAsync(Cancel);

        await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { teamId = team.Id, note = "要上门" });

        var conversation = await Client.ReadAsync($"/api/v1/conversations/{id}");
        Assert.Equal((JsonValueKind.Null, team.Id), (conversation.GetProperty("assigneeId").ValueKind, conversation.GetProperty("teamId").GetGuid()));
    }

    [Theory]
    [InlineData("en", "In the customer's words")]
    [InlineData("ja", "お客様の言葉")]
    [InlineData("zh-Hans", "客户原话")]
    public async Task The_page_shows_the_card_before_and_the_thread_shows_it_after(string language, string words)
    {
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        await TalkAsync();
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/inbox/1/handover?view=all", Cancel);
        Assert.Contains(words, browser.TextsOf(".hand dt"));

        await browser.SubmitAsync("turbo-frame form", Cancel, ("to", $"agent:{colleague.Id}"), ("note", "需要现场检测"));

        Assert.Equal("/inbox/1?view=all", browser.Led);
        Assert.Contains("需要现场检测", browser.Page.QuerySelector(".hand-s .hand-w")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("陈立", browser.Page.QuerySelector(".hand-s summary")!.TextContent, StringComparison.Ordinal);
        Assert.True(browser.Page.QuerySelector(".hand-s")!.HasAttribute("open"));
    }

    [Fact]
    public async Task The_card_of_somebody_who_is_forgotten_holds_no_words()
    {
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        var id = await TalkAsync();
        await Client.PostAsync($"/api/v1/conversations/{id}/handover", new { agentId = colleague.Id, note = "需要现场检测" });

        await Client.PostAsync($"/api/v1/people/{(await Client.ReadAsync($"/api/v1/conversations/{id}")).Text("personId")}/erase", null, HttpStatusCode.NoContent);
        await Server.RunJobsAsync(Cancel);

        Assert.Equal("", Assert.Single((await Client.ReadAsync($"/api/v1/conversations/{id}/handovers")).Items()).GetProperty("card").Text("summary"));
    }

    private async Task<Guid> TalkAsync()
    {
        var (id, _) = await Server.HasConversationAsync("净水器第二次漏水了，台面全是水！");
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Server.AnswerAsync(id, "很抱歉让您又遇到漏水。我会在今天 18:00 前给您回电话。", Cancel);
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = "那你们什么时候能上门？" });
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }
}
