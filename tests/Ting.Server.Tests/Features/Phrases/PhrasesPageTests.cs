using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Phrases;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Phrases;

public sealed class PhrasesPageTests : DeskTest
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("ja")]
    [InlineData("en")]
    [Trait("req", "PHR-01")]
    public async Task The_library_has_ten_categories_in_every_language(string language)
    {
        using var browser = Server.Browser(language);
        await browser.OpenAsync($"/phrases?lang={language}", Cancel);

        Assert.Equal(10, browser.Page.QuerySelectorAll("main .card").Length);
    }

    [Fact]
    public async Task A_macro_is_saved_and_offered_in_the_reply_box_with_its_places_filled()
    {
        await Server.HasConversationAsync("请问几点开门", name: "林婉清");
        using var browser = Server.Browser();
        await browser.OpenAsync("/phrases?view=macros&lang=zh-Hans", Cancel);
        await browser.SubmitAsync("form:has(textarea[name=text])", Cancel, ("name", "开场"), ("text", "{name}您好，我是{agent}，单号{number}。"), ("language", "zh-Hans"), ("scope", "Everyone"));
        Assert.Contains("开场", browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.OpenAsync(browser.Page.QuerySelector(".comp .c-macros turbo-frame")!.GetAttribute("src")!, Cancel);

        Assert.Equal("林婉清您好，我是周予安，单号1。", browser.Page.QuerySelector("turbo-frame#macros-1 [data-insert-text-value]")!.GetAttribute("data-insert-text-value"));
    }

    [Fact]
    public async Task Who_does_not_manage_phrases_keeps_macros_for_themselves_only()
    {
        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser();
        await browser.OpenAsync("/phrases?view=macros&lang=en", Cancel);
        await browser.SubmitAsync("form:has(textarea[name=text])", Cancel, ("name", "Mine"), ("text", "Hello"), ("language", "en"), ("scope", "Everyone"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await using var db = Server.Database();
        Assert.False(await db.Set<Macro>().AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_colleagues_own_macro_is_neither_shown_nor_removed()
    {
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        var macro = new Macro("秘密", "秘密", "en", MacroScope.Mine, colleague.Id, teamId: null, resolves: false, Server.Clock.GetUtcNow());
        await using (var db = Server.Database())
        {
            db.Set<Macro>().Add(macro);
            await db.SaveChangesAsync(Cancel);
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/phrases?view=macros&lang=en", Cancel);
        Assert.DoesNotContain("秘密", browser.Text, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/phrases/macros/{macro.Id}/remove") { Content = new FormUrlEncodedContent([new("language", "en")]) };
        request.Headers.Add("RequestVerificationToken", browser.Token);
        using var response = await browser.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
