using System.Net;
using Ting.Server.Features.Profiles;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Profiles;

public sealed class PeoplePagesTests : DeskTest
{
    [Fact]
    public async Task People_are_listed_newest_first_and_found_by_name_and_address()
    {
        await Server.HasConversationAsync("你好", name: "林婉清", email: "lin@example.test");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.HasConversationAsync("你好", name: "佐藤 美咲", email: "sato@example.test");
        using var browser = Server.Browser();

        await browser.OpenAsync("/people", Cancel);
        Assert.Equal(["佐藤 美咲", "林婉清"], browser.TextsOf("td b"));
        await browser.OpenAsync($"/people?q={Uri.EscapeDataString("婉清")}", Cancel);
        Assert.Equal(["林婉清"], browser.TextsOf("td b"));
        await browser.OpenAsync("/people?q=sato", Cancel);
        Assert.Equal(["佐藤 美咲"], browser.TextsOf("td b"));
    }

    [Fact]
    public async Task A_long_list_of_people_comes_in_parts()
    {
        for (var number = 0; number < ReadPeople.PageSize + 2; number++)
            await Server.HasConversationAsync("你好", name: $"客户{number}");
        using var browser = Server.Browser();

        await browser.OpenAsync("/people", Cancel);
        var first = browser.TextsOf("td b");
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Cancel);

        Assert.Equal(ReadPeople.PageSize, first.Count);
        Assert.Equal(2, browser.TextsOf("td b").Except(first).Count());
    }

    [Fact]
    public async Task A_persons_page_holds_their_conversations_and_can_be_put_right()
    {
        var (_, personId) = await Server.HasConversationAsync("净饮机第二次漏水", name: "林", email: "lin@example.test");
        await Server.HasConversationAsync("谢谢你们", email: "lin@example.test");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/people/{personId}", Cancel);
        Assert.Equal(2, browser.Page.QuerySelectorAll(".tv").Length);

        await browser.SubmitAsync("form:has(input[name=company])", Cancel, ("name", "林婉清"), ("company", "禾木生活"), ("language", "ja"), ("tier", "gold"));
        await browser.SubmitAsync("form[action$='/identities']", Cancel, ("kind", "phone"), ("value", "+86 138-0000-0000"));

        Assert.StartsWith("林婉清", browser.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("+8613800000000", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"/people?q={Uri.EscapeDataString("林婉清")}", Cancel);
        Assert.Equal(["林婉清"], browser.TextsOf("td b"));
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_refused_in_words()
    {
        await Server.HasConversationAsync("你好", name: "甲", email: "one@example.test");
        var (_, other) = await Server.HasConversationAsync("你好", name: "乙", email: "two@example.test");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/people/{other}", Cancel);
        await browser.SubmitAsync("form[action$='/identities']", Cancel, ("kind", "email"), ("value", "ONE@example.test"));

        Assert.Contains("这个联系方式已属于另一位客户", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_does_not_exist_is_refused_and_a_leap_day_is_kept()
    {
        var (_, id) = await Server.HasConversationAsync("你好", name: "甲");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/{id}", Cancel);
        await browser.SubmitAsync("form[action$='/dates']", Cancel, ("kind", "birthday"), ("month", "2"), ("day", "30"));
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));

        await browser.OpenAsync($"/people/{id}", Cancel);
        await browser.SubmitAsync("form[action$='/dates']", Cancel, ("kind", "birthday"), ("month", "2"), ("day", "29"));
        Assert.Contains("29 February", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_with_that_id_is_a_page_that_says_so()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/{Guid.CreateVersion7()}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}
