using System.Net;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Threads;

public sealed class SplitTests : DeskTest
{
    [Fact]
    public async Task From_one_message_on_it_is_a_conversation_of_its_own_with_the_wait_that_belongs_to_it()
    {
        var id = await TalkAsync("请问几点开门", "九点开门。", "另外，上周的退款还没到账，太慢了！", "到底什么时候退？");
        var from = (await MessagesAsync(id))[2];

        var part = await Client.PostAsync($"/api/v1/conversations/{id}/split", new { fromMessageId = from.Text("id") });
        var left = await Client.ReadAsync($"/api/v1/conversations/{id}");
        var partId = part.GetProperty("id").GetGuid();

        Assert.Equal(["请问几点开门", "九点开门。"], (await MessagesAsync(id)).Select(it => it.Text("text")));
        Assert.Equal(["另外，上周的退款还没到账，太慢了！", "到底什么时候退？"], (await MessagesAsync(partId)).Select(it => it.Text("text")));
        Assert.Equal((from.Text("at"), 2), (part.Text("waitingSince"), part.GetProperty("unread").GetInt32()));
        Assert.Equal((JsonValueKind.Null, 0, "九点开门。"), (left.GetProperty("waitingSince").ValueKind, left.GetProperty("unread").GetInt32(), left.Text("preview")));
        Assert.Equal(left.Text("personId"), part.Text("personId"));
        Assert.Equal([partId], (await Client.ReadAsync("/api/v1/search?q=退款&type=conversations")).Items().Select(it => it.GetProperty("id").GetGuid()));
        Assert.Contains((await Client.ReadAsync($"/api/v1/conversations/{id}/events")).Items(), it => it.Text("type") == "conversation.split" && it.Text("actor") == $"agent:{TestServer.AgentId}");
    }

    [Fact]
    public async Task Merging_puts_it_together_again()
    {
        var id = await TalkAsync("一", "二", "三", "四");
        var part = await Client.PostAsync($"/api/v1/conversations/{id}/split", new { fromMessageId = (await MessagesAsync(id))[1].Text("id") });

        await Client.PostAsync($"/api/v1/conversations/{id}/merge", new { otherId = part.Text("id") }, HttpStatusCode.OK);

        Assert.Equal(["一", "二", "三", "四"], (await MessagesAsync(id)).Select(it => it.Text("text")));
    }

    [Fact]
    public async Task The_whole_of_it_cannot_be_split_off_nor_can_a_message_of_another()
    {
        var id = await TalkAsync("一", "二", "三", "四");
        var (other, _) = await Server.HasConversationAsync("别人的");

        var whole = await Client.PostAsync($"/api/v1/conversations/{id}/split", new { fromMessageId = (await MessagesAsync(id))[0].Text("id") }, HttpStatusCode.Conflict);
        var strange = await Client.PostAsync($"/api/v1/conversations/{id}/split", new { fromMessageId = (await MessagesAsync(other))[0].Text("id") }, HttpStatusCode.BadRequest);

        Assert.Equal(("conversation.split_nothing_left", "conversation.split_where"), (whole.Text("title"), strange.Text("title")));
    }

    [Fact]
    public async Task The_pages_do_both_and_a_taken_in_conversation_leads_to_the_one_that_goes_on()
    {
        await TalkAsync("一", "二", "三", "四");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/inbox/1/split?view=all", Cancel);
        await browser.SubmitAsync("turbo-frame form", Cancel, ("from", browser.Page.QuerySelectorAll("input[name=from]")[1].GetAttribute("value")!));
        Assert.Equal("/inbox/2?view=all", browser.Led);
        Assert.Equal(["三", "四"], browser.TextsOf("#thread-2 .msg:not(.msg-me) .bub"));

        await browser.OpenAsync("/inbox/1/merge?view=all", Cancel);
        await browser.SubmitAsync("turbo-frame form", Cancel, ("other", browser.Page.QuerySelector("input[name=other]")!.GetAttribute("value")!));
        Assert.Equal(["一", "三", "四"], browser.TextsOf("#thread-1 .msg:not(.msg-me) .bub"));
        Assert.Contains(browser.TextsOf("#thread-1 .sys"), text => text.Contains("并入了这个会话", StringComparison.Ordinal) && text.Contains("#2", StringComparison.Ordinal));

        using var response = await Client.GetAsync("/inbox/2?view=all", Cancel);
        Assert.Equal((HttpStatusCode.SeeOther, "/inbox/1?view=all"), (response.StatusCode, response.Headers.Location?.ToString()));

        await browser.OpenAsync("/inbox/1/merge?view=all", Cancel);
        await browser.SubmitAsync("turbo-frame section form", Cancel);
        Assert.Equal("/inbox/2?view=all", browser.Led);
    }

    private async Task<IReadOnlyList<JsonElement>> MessagesAsync(Guid id) => (await Client.ReadAsync($"/api/v1/conversations/{id}/messages")).Items();

    /// <summary>The customer, then we, then the customer twice.</summary>
    private async Task<Guid> TalkAsync(params string[] said)
    {
        var (id, _) = await Server.HasConversationAsync(said[0]);
        for (var turn = 1; turn < said.Length; turn++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(2));
            await Client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = turn == 1 ? "reply" : "customer", text = said[turn] });
        }

        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }
}
