using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Search;

public sealed class SearchTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("退款", "我想申请退款，谢谢", "退款")]
    [InlineData("退款", "請問可以申請退款嗎", "退款")]
    [InlineData("申请退款", "我要申請退款", "申請退款")]
    [InlineData("返金", "返金をお願いします", "返金")]
    [InlineData("ＲＥＦＵＮＤ", "Can I get a refund?", "refund")]
    [InlineData("refund", "I was refunded twice", "refunded")]
    [InlineData("refunds", "ask for a refund", "refund")]
    [InlineData("カメラ", "ｶﾒﾗが壊れました", "ｶﾒﾗ")]
    [InlineData("order 12345", "my order is 12345", "order")]
    public async Task What_was_said_is_found_in_every_form_and_marked(string query, string text, string marked)
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync("something else 别的事情 別の話");
        var (id, _) = await _server.HasConversationAsync(text);
        using var client = _server.Client();

        var hit = (await client.ReadAsync($"/api/v1/search?q={Uri.EscapeDataString(query)}")).Items().Single();

        Assert.Equal((id, "conversation"), (hit.GetProperty("id").GetGuid(), hit.Text("type")));
        var mark = hit.GetProperty("marks")[0];
        Assert.Equal(marked, hit.Text("snippet")!.Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32()));
    }

    [Fact]
    public async Task Pairs_that_do_not_stand_together_are_no_phrase()
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync("退款项目，款退了"); // holds 退款 and 款退, but never 退款退
        using var client = _server.Client();

        Assert.Empty((await client.ReadAsync("/api/v1/search?q=%E9%80%80%E6%AC%BE%E9%80%80")).Items());
    }

    [Fact]
    public async Task A_number_leads_to_its_conversation_first_and_the_phrase_before_scattered_words()
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync("first");
        await _server.HasConversationAsync("late delivery of my order");
        await _server.HasConversationAsync("my order came, delivery was 1 day late");
        using var client = _server.Client();

        var byNumber = await client.ReadAsync("/api/v1/search?q=%231");
        var byWords = await client.ReadAsync("/api/v1/search?q=late%20delivery&type=conversations");

        Assert.Equal(1, byNumber.Items()[0].GetProperty("number").GetInt64());
        Assert.Equal([2, 3], byWords.Items().Select(it => it.GetProperty("number").GetInt64()));
    }

    [Fact]
    public async Task People_are_found_beside_conversations_and_alone()
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync("林婉清 here", name: "林婉清", email: "lin@example.test");
        using var client = _server.Client();

        var all = await client.ReadAsync("/api/v1/search?q=%E6%9E%97%E5%A9%89%E6%B8%85");
        var people = await client.ReadAsync("/api/v1/search?q=lin%40example.test&type=people");
        var nothing = await client.ReadAsync("/api/v1/search?q=%20%21");

        Assert.Equal(["conversation", "person"], all.Items().Select(it => it.Text("type")!).Order());
        Assert.Equal("林婉清", people.Items().Single().Text("title"));
        Assert.Empty(nothing.Items());
    }

    [Theory]
    [InlineData("zh-CN", "客户", "没有找到")]
    [InlineData("ja", "顧客", "見つかりません")]
    [InlineData("en", "People", "Nothing found")]
    public async Task The_palette_and_the_page_speak_the_readers_language(string language, string heading, string none)
    {
        await _server.HasInboxAsync();
        await _server.HasConversationAsync("hello refund", name: "Refund <b>Lin</b>");
        using var client = _server.Client(language);

        var palette = await client.GetStringAsync("/palette?q=refund", Cancel);
        var page = await client.GetStringAsync("/search?q=refund", Cancel);
        var empty = await client.GetStringAsync("/search?q=nothingofthekind", Cancel);

        Assert.Contains(heading, palette, StringComparison.Ordinal);
        Assert.Contains("data-href=\"/inbox/1\"", palette, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", palette, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Lin</b>", palette, StringComparison.Ordinal);
        Assert.Contains("<mark>refund</mark>", page, StringComparison.Ordinal);
        Assert.Contains(none, empty, StringComparison.Ordinal);
    }
}
