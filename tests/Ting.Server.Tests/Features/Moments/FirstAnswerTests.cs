using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Moments;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-03")]
public sealed class FirstAnswerTests : DeskTest
{
    [Fact]
    public async Task The_first_answer_is_read_once_with_how_soon_it_came_its_greeting_its_name_and_its_tone()
    {
        var (id, _) = await Server.HasConversationAsync("我的包裹到哪里了？", name: "林婉清");
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Server.AnswerAsync(id, "林女士，您好！我马上为您查包裹，五分钟内告诉您。", Cancel);
        Server.Clock.Advance(TimeSpan.FromSeconds(30));
        await Server.AnswerAsync(id, "不知道，你自己看。", Cancel); // a later one changes nothing
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        var answer = await db.FirstAnswers.SingleAsync(Cancel);
        Assert.Equal((10.0, true, true, 0), (answer.Waited, answer.Greets, answer.NamesPerson, answer.Findings));
        Assert.Equal(TestServer.AgentId, answer.AgentId);
    }

    [Fact]
    public async Task The_report_counts_shares_and_leads_to_the_conversations_behind_them()
    {
        await AnsweredAsync("林婉清", "林女士，您好！我马上为您查包裹，五分钟内告诉您。", seconds: 10);
        await AnsweredAsync("王强", "不知道，你自己看。", seconds: 120);

        var report = await Client.ReadAsync("/api/v1/moments/first-answers?period=7d");
        Assert.Equal(2, report.GetProperty("count").GetInt32());
        Assert.Equal(65, report.GetProperty("medianSeconds").GetDouble(), 3);
        foreach (var part in (string[])["fast", "greets", "namesPerson", "clean"])
        {
            var share = report.GetProperty("shares").GetProperty(part);
            Assert.Equal(1, share.GetProperty("hits").GetInt32());
            Assert.True(share.GetProperty("tooFew").GetBoolean());
            Assert.True(share.GetProperty("low").GetDouble() < 0.5 && share.GetProperty("high").GetDouble() > 0.5);
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/first?period=7d&show=Clean&holds=no", Cancel);
        Assert.Equal(["#2"], browser.TextsOf("section[aria-labelledby=first-rows] tbody th"));
        await browser.OpenAsync("/insights/moments/first?period=7d&show=Greets", Cancel);
        Assert.Equal(["#1"], browser.TextsOf("section[aria-labelledby=first-rows] tbody th"));
        await browser.OpenAsync("/insights/moments/first?period=7d&show=all&after=nonsense", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(["#2", "#1"], browser.TextsOf("section[aria-labelledby=first-rows] tbody th"));
    }

    [Fact]
    public async Task Who_serves_sees_their_own_figures_only()
    {
        await AnsweredAsync("林婉清", "您好！", seconds: 10);
        var other = await Server.HasColleagueAsync("李娜", Cancel);
        await using (var db = Server.Database())
            await db.FirstAnswers.ExecuteUpdateAsync(set => set.SetProperty(it => it.AgentId, other.Id), Cancel);
        Server.Role = AgentRole.Representative;

        Assert.Equal(0, (await Client.ReadAsync("/api/v1/moments/first-answers?period=7d")).GetProperty("count").GetInt32());
        using var response = await Client.GetAsync($"/api/v1/moments/first-answers?period=7d&agent={other.Id}", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task What_was_answered_before_this_was_counted_is_caught_up_with()
    {
        for (var number = 0; number < 3; number++)
            await AnsweredAsync($"林{number}", "您好！", seconds: 20);
        await using var db = Server.Database();
        await db.FirstAnswers.ExecuteDeleteAsync(Cancel);
        db.Enqueue(new CatchUpFirstAnswers(Guid.Empty), Server.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancel);

        await Server.RunJobsAsync(Cancel);

        Assert.Equal(3, await db.FirstAnswers.CountAsync(Cancel));
        Assert.False(await db.Jobs.AnyAsync(it => it.Name == CatchUpFirstAnswers.Name, Cancel));
    }

    [Fact]
    public async Task Every_filter_of_the_report_is_answered_from_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var all = new InsightFilter(DateTimeOffset.UnixEpoch, Server.Clock.GetUtcNow(), null, null, null);
        foreach (var (filter, index) in (IEnumerable<(InsightFilter, string)>)
            [(all, "IX_first_answers_At_"), (all with { Inbox = TestServer.AgentId }, "IX_first_answers_InboxId_At_"), (all with { Team = TestServer.AgentId }, "IX_first_answers_TeamId_At_"), (all with { Agent = TestServer.AgentId }, "IX_first_answers_AgentId_At_")])
            Assert.Contains(QueryPlan.Of(db, FirstAnswerFigures.Rows(db, filter).OrderByDescending(it => it.At).ThenByDescending(it => it.ConversationId).Take(10)), step => step.Contains(index, StringComparison.Ordinal));
    }

    private async Task AnsweredAsync(string name, string answer, int seconds)
    {
        var (id, _) = await Server.HasConversationAsync("我的包裹到哪里了？", name: name);
        Server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await Server.AnswerAsync(id, answer, Cancel);
        await Server.RunJobsAsync(Cancel);
    }
}
