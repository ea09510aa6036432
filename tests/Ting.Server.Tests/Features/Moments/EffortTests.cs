using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Moments;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-08")]
public sealed class EffortTests : DeskTest
{
    [Fact]
    public async Task Messages_and_coming_back_are_counted_per_topic_and_stage()
    {
        var label = (await Client.PostAsync("/api/v1/labels", new { name = "套餐" })).Text("id")!;
        await Client.PostAsync("/api/v1/moments/touchpoints", new { names = new { zh = "选套餐" }, stage = "select", channel = "chat", labelId = label });
        var first = await ResolvedAsync("哪个套餐便宜？", "one@example.test", answers: 2, "套餐");
        await ResolvedAsync("发票呢？", "two@example.test", answers: 1, label: null);
        Server.Clock.Advance(TimeSpan.FromDays(3));
        await Server.HasConversationAsync("还是看不懂套餐", email: "one@example.test"); // the same person again

        var effort = await Client.ReadAsync("/api/v1/moments/effort?period=7d");
        var all = effort.GetProperty("all");
        Assert.Equal(2, all.GetProperty("resolved").GetInt32());
        Assert.Equal((3 + 2) / 2.0, all.GetProperty("messages").GetDouble(), 6);
        Assert.Equal(1, all.GetProperty("repeated").GetProperty("hits").GetInt32());
        Assert.Equal((5 + 1 * 2.5) / 2, all.GetProperty("steps").GetDouble(), 6);
        var topic = Assert.Single(effort.GetProperty("topics").EnumerateArray());
        Assert.Equal(("套餐", 1, 3.0), (topic.Text("name"), topic.GetProperty("resolved").GetInt32(), topic.GetProperty("messages").GetDouble()));

        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/insights/moments/effort?period=7d", Cancel);
        Assert.Contains("套餐", browser.Text, StringComparison.Ordinal);
        Assert.Contains("选择", string.Join(' ', browser.TextsOf("tbody th")), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, first);
    }

    [Fact]
    public async Task Whoever_comes_back_later_than_a_week_is_no_repeat()
    {
        await ResolvedAsync("发票呢？", "two@example.test", answers: 1, label: null);
        Server.Clock.Advance(TimeSpan.FromDays(EffortFigures.RepeatDays) + TimeSpan.FromHours(1));
        await Server.HasConversationAsync("另一件事", email: "two@example.test");

        Assert.Equal(0, (await Client.ReadAsync("/api/v1/moments/effort?period=30d")).GetProperty("all").GetProperty("repeated").GetProperty("hits").GetInt32());
    }

    [Fact]
    public async Task Coming_back_is_looked_up_by_person_and_resolution_by_time()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var sql = EffortFigures.Sql(db, new InsightFilter(DateTimeOffset.UnixEpoch, Server.Clock.GetUtcNow(), null, null, null), byLabel: true, out var values);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync(Cancel);
        command.CommandText = "EXPLAIN QUERY PLAN " + sql.Replace("{0}", "'2026-01-01'", StringComparison.Ordinal).Replace("{1}", "'2026-02-01'", StringComparison.Ordinal);
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel))
                steps.Add(reader.GetString(3));
        Assert.Equal(2, values.Length);
        Assert.Contains(steps, step => step.Contains("IX_conversations_ResolvedAt", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.Contains("IX_conversations_PersonId_LastMessageAt", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN conversations", StringComparison.Ordinal) || step.StartsWith("SCAN o", StringComparison.Ordinal));
    }

    private async Task<Guid> ResolvedAsync(string text, string email, int answers, string? label)
    {
        var (id, _) = await Server.HasConversationAsync(text, email: email);
        for (var answer = 0; answer < answers; answer++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await Server.AnswerAsync(id, "您好，我来看看。", Cancel);
        }

        if (label is not null)
            await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { labels = new[] { label } }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        return id;
    }
}
