using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Search;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Threads;

public sealed class MergeTests : DeskTest
{
    [Fact]
    public async Task Messages_and_search_follow_and_both_logs_say_who()
    {
        var (first, second) = await TwoAsync("净水器漏水了", "漏水的照片发给你们");
        var merged = await MergeAsync(first, second);

        Assert.Equal(["净水器漏水了", "漏水的照片发给你们"], (await Client.ReadAsync($"/api/v1/conversations/{first}/messages")).Items().Select(it => it.Text("text")));
        Assert.Equal(2, merged.GetProperty("unread").GetInt32());
        Assert.Equal("漏水的照片发给你们", merged.Text("preview"));
        Assert.Equal([first], (await Client.ReadAsync("/api/v1/search?q=照片&type=conversations")).Items().Select(it => it.GetProperty("id").GetGuid()));

        var other = await Client.ReadAsync($"/api/v1/conversations/{second}");
        Assert.Equal(("merged", first), (other.Text("status"), other.GetProperty("mergedIntoId").GetGuid()));
        Assert.Equal([first], (await Client.ReadAsync("/api/v1/conversations?view=all")).Items().Select(it => it.GetProperty("id").GetGuid()));
        Assert.Equal(($"agent:{TestServer.AgentId}", second), await SaysAsync(first, "conversation.merged"));
        Assert.Equal(($"agent:{TestServer.AgentId}", first), await SaysAsync(second, "conversation.merged_into"));
    }

    [Fact]
    public async Task What_the_customer_says_to_the_old_one_arrives_in_the_new_one_and_an_answer_there_is_refused()
    {
        var (first, second) = await TwoAsync("漏水了", "照片");
        await MergeAsync(first, second);

        var said = await Client.PostAsync($"/api/v1/conversations/{second}/messages", new { kind = "customer", text = "还在吗", externalId = "m-9" });
        var again = await Client.PostAsync($"/api/v1/conversations/{second}/messages", new { kind = "customer", text = "还在吗", externalId = "m-9" });
        var refused = await Client.PostAsync($"/api/v1/conversations/{second}/messages", new { kind = "reply", text = "在的" }, HttpStatusCode.Conflict);

        Assert.Equal(first, said.GetProperty("conversationId").GetGuid());
        Assert.Equal(said.Text("id"), again.Text("id"));
        Assert.Equal("conversation.merged", refused.Text("title"));
    }

    [Fact]
    public async Task Two_different_people_are_not_made_one_by_it()
    {
        var (first, _) = await Server.HasConversationAsync("漏水了");
        var (second, _) = await Server.HasConversationAsync("退款");

        var refused = await Client.PostAsync($"/api/v1/conversations/{first}/merge", new { otherId = second }, HttpStatusCode.Conflict);

        Assert.Equal("conversation.merge_other_person", refused.Text("title"));
    }

    [Fact]
    public async Task To_be_merged_is_no_status_one_can_set()
    {
        var (first, _) = await Server.HasConversationAsync("漏水了");

        var refused = await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{first}", new { status = "merged" }, HttpStatusCode.BadRequest);

        Assert.Equal("conversation.merge_is_a_verb", refused.Text("title"));
    }

    [Fact]
    public async Task The_later_merge_is_undone_first()
    {
        var (first, second) = await TwoAsync("一", "二");
        var third = await AnotherAsync("三");
        await MergeAsync(first, second);
        await MergeAsync(first, third);

        var refused = await Client.PostAsync($"/api/v1/conversations/{second}/unmerge", null, HttpStatusCode.Conflict);
        Assert.Equal("conversation.unmerge_later_first", refused.Text("title"));

        await Client.PostAsync($"/api/v1/conversations/{first}/unmerge", null, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/conversations/{second}/unmerge", null, HttpStatusCode.OK);
        foreach (var (id, text) in new[] { (first, "一"), (second, "二"), (third, "三") })
            Assert.Equal([text], (await Client.ReadAsync($"/api/v1/conversations/{id}/messages")).Items().Select(it => it.Text("text")));
    }

    [Fact]
    public async Task What_was_said_since_the_merge_stays_where_it_was_said()
    {
        var (first, second) = await TwoAsync("漏水了", "照片");
        await MergeAsync(first, second);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.AnswerAsync(first, "收到，马上安排。", Cancel);

        var other = await Client.PostAsync($"/api/v1/conversations/{second}/unmerge", null, HttpStatusCode.OK);

        Assert.Equal(["漏水了", "收到，马上安排。"], (await Client.ReadAsync($"/api/v1/conversations/{first}/messages")).Items().Select(it => it.Text("text")));
        Assert.Equal(["照片"], (await Client.ReadAsync($"/api/v1/conversations/{second}/messages")).Items().Select(it => it.Text("text")));
        Assert.Equal(JsonValueKind.Null, (await Client.ReadAsync($"/api/v1/conversations/{first}")).GetProperty("waitingSince").ValueKind);
        Assert.Equal("open", other.Text("status"));
        Assert.NotEqual(JsonValueKind.Null, other.GetProperty("waitingSince").ValueKind);
    }

    public static TheoryData<int> Histories => [.. Enumerable.Range(1, 12)];

    /// <summary>Whatever two conversations have been through, merging and unmerging leaves them as they were.</summary>
    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Unmerging_a_merge_gives_back_what_there_was(int seed)
    {
        var random = new Random(seed);
        var (first, second) = await TwoAsync("漏水了，台面全是水！", "你们到底管不管？我要投诉");
        for (var step = random.Next(2, 10); step > 0; step--)
            await LiveAsync(random, random.Next(2) == 0 ? first : second);
        var before = await WholeAsync();

        await MergeAsync(first, second);
        Assert.NotEqual(before, await WholeAsync());
        await Client.PostAsync($"/api/v1/conversations/{(random.Next(2) == 0 ? first : second)}/unmerge", null, HttpStatusCode.OK);

        Assert.Equal(before, await WholeAsync());
    }

    private async Task LiveAsync(Random random, Guid id)
    {
        Server.Clock.Advance(TimeSpan.FromSeconds(random.Next(10, 4000)));
        var address = $"/api/v1/conversations/{id}";
        string[] said = ["好的谢谢，解决了", "怎么还没人回我？太差劲了", "请问几点开门", "急！今天必须处理", "我很失望"];
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                await Client.PostAsync($"{address}/messages", new { kind = "customer", text = said[random.Next(said.Length)] });
                break;
            case 3:
                await Client.PostAsync($"{address}/messages", new { kind = "reply", text = "您好，马上为您处理。" });
                break;
            case 4:
                await Client.PostAsync($"{address}/messages", new { kind = "note", text = "老客户" });
                break;
            case 5:
                await Client.SendAsync(HttpMethod.Patch, address, new { status = "snoozed", snoozedUntil = Server.Clock.GetUtcNow().AddHours(3) }, HttpStatusCode.OK);
                break;
            case 6:
                await Client.SendAsync(HttpMethod.Patch, address, new { status = "resolved" }, HttpStatusCode.OK);
                break;
            default:
                await Client.SendAsync(HttpMethod.Patch, address, new { priority = "high", assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
                break;
        }
    }

    // Everything but the log and the versions, which only ever grow.
    private async Task<string> WholeAsync()
    {
        await using var db = Server.Database();
        var conversations = await db.Conversations.AsNoTracking().OrderBy(it => it.Id).ToListAsync(Cancel);
        var messages = await db.Messages.AsNoTracking().OrderBy(it => it.Id).Select(it => new { it.Id, it.ConversationId, it.Kind, it.Text, it.At }).ToListAsync(Cancel);
        var readings = await db.Readings.AsNoTracking().OrderBy(it => it.MessageId).Select(it => new { it.MessageId, it.ConversationId, it.Level }).ToListAsync(Cancel);
        var words = await db.SearchDocuments.AsNoTracking().Where(it => it.Kind == "message").OrderBy(it => it.Id).Select(it => new { it.Source, it.Owner, it.Terms }).ToListAsync(Cancel);
        return JsonSerializer.Serialize(new
        {
            conversations = conversations.Select(it => new { it.Id, it.Subject, it.MessageCount, it.Preview, it.PreviewKind, it.LastMessageAt, it.HeldReplies, it.TakenIn, it.MergedIntoId, it.State }),
            messages,
            readings,
            words,
        }, TestServer.Json);
    }

    private async Task<(Guid First, Guid Second)> TwoAsync(string first, string second)
    {
        var (one, _) = await Server.HasConversationAsync(first, email: "lin@example.test");
        return (one, await AnotherAsync(second));
    }

    private async Task<Guid> AnotherAsync(string text)
    {
        Server.Clock.Advance(TimeSpan.FromMinutes(3));
        return (await Server.HasConversationAsync(text, email: "lin@example.test")).Id;
    }

    private async Task<JsonElement> MergeAsync(Guid id, Guid other)
    {
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        return await Client.PostAsync($"/api/v1/conversations/{id}/merge", new { otherId = other }, HttpStatusCode.OK);
    }

    private async Task<(string? Actor, Guid Other)> SaysAsync(Guid id, string type)
    {
        var line = (await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Single(it => it.Text("type") == type);
        return (line.Text("actor"), line.GetProperty("data").GetProperty("otherId").GetGuid());
    }
}
