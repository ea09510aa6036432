using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

public sealed class TryRuleTests : RuledDesk
{
    [Fact]
    public async Task A_dry_run_finds_what_the_rule_then_does_and_changes_nothing()
    {
        var label = await HasLabelAsync("投诉");
        object[] conditions = [If("emotion", "is", "angry", "frustrated", "dissatisfied"), If("text", "is", "退款")];
        var draft = Rule("angry", "customerWrote", conditions, [Do("addLabel", label), Do("followUp", text: "还好吗？", minutes: 60)]);
        await Server.HasConversationAsync("你们太过分了！我非常生气，马上给我退款！");
        await Server.HasConversationAsync("你好，退款流程是怎样的？");
        var before = await EventsAsync();

        var found = await Client.PostAsync("/api/v1/rules/dry-run", draft, HttpStatusCode.OK);

        Assert.Equal(2, found.GetProperty("looked").GetInt32());
        var match = Assert.Single(found.GetProperty("matches").EnumerateArray());
        Assert.Equal((1L, 1), (match.GetProperty("number").GetInt64(), match.GetProperty("times").GetInt32()));
        var occasion = match.GetProperty("first")[0];
        Assert.Equal("退款", occasion.GetProperty("conditions")[1].GetProperty("found")[0].GetString());
        Assert.Equal(["投诉", null], occasion.GetProperty("actions").EnumerateArray().Select(it => it.GetProperty("what").GetString()));
        Assert.Equal(before, await EventsAsync());
        Assert.Empty(await RunsAsync());
        Assert.Empty((await Client.ReadAsync("/api/v1/follow-ups")).Items());
        Assert.Empty((await Client.ReadAsync("/api/v1/rules")).GetProperty("rules").EnumerateArray());
    }

    [Fact]
    public async Task It_sees_conversations_as_they_stood_then()
    {
        var label = await HasLabelAsync("上门");
        var (id, _) = await Server.HasConversationAsync("水管漏了");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { labels = new[] { "上门" }, priority = "high" }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Client.PostAsync($"/api/v1/conversations/{id}/reopen", new { }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);

        Assert.Equal(1, await TimesAsync(Rule("x", "resolved", [If("label", "is", label)])));
        Assert.Equal(1, await TimesAsync(Rule("x", "resolved", [If("priority", "is", "normal")])));
        Assert.Equal(2, await TimesAsync(Rule("x", "resolved")));
    }

    [Fact]
    public async Task It_knows_who_waited_too_long_and_who_was_answered_in_time()
    {
        var (late, _) = await Server.HasConversationAsync("有人吗");
        var (early, _) = await Server.HasConversationAsync("你好");
        Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Server.AnswerAsync(early, "您好。", Cancel);
        Server.Clock.Advance(TimeSpan.FromMinutes(30));
        await Server.AnswerAsync(late, "让您久等了。", Cancel);
        Server.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await TimesAsync(Rule("x", "unanswered", minutes: 30)));
        Assert.Equal(0, await TimesAsync(Rule("x", "unanswered", minutes: 60)));
        Assert.Equal(2, await TimesAsync(Rule("x", "customerSilent", minutes: 24 * 60)));
        Assert.Equal(2, await TimesAsync(Rule("x", "stillOpen", minutes: 24 * 60)));
        Assert.Equal(0, await TimesAsync(Rule("x", "stillOpen", minutes: 5 * 24 * 60)));
    }

    [Fact]
    public async Task It_looks_at_one_part_of_the_past_at_a_time()
    {
        for (var more = 0; more < 5; more++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await Server.HasConversationAsync();
        }

        var rule = await HasRuleAsync("x", "opened", on: false);
        var numbers = new List<long>();
        string? cursor = null;
        do
        {
            var page = await Client.ReadAsync($"/api/v1/rules/{rule}/dry-run?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.InRange(page.GetProperty("looked").GetInt32(), 1, 2);
            numbers.AddRange(page.GetProperty("matches").EnumerateArray().Select(it => it.GetProperty("number").GetInt64()));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);

        Assert.Equal([5, 4, 3, 2, 1], numbers);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/rules/{rule}/dry-run?cursor=x", null, HttpStatusCode.BadRequest);
    }

    private async Task<int> TimesAsync(object draft) =>
        (await Client.PostAsync("/api/v1/rules/dry-run", draft, HttpStatusCode.OK)).GetProperty("matches").EnumerateArray().Sum(it => it.GetProperty("times").GetInt32());

    private async Task<int> EventsAsync()
    {
        await using var db = Server.Database();
        return await db.Events.CountAsync(Cancel);
    }
}
