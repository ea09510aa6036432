using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>Two records are one person and two conversations one matter; both are taken apart again as they were.</summary>
public sealed class MergingTests(Product product)
{
    [Fact, Trait("req", "OMNI-02")]
    public async Task Two_records_of_one_person_become_one_and_two_again()
    {
        var mark = DeskApi.Mark();
        var page = await product.OpenAsync("zh-Hans", "Eleanor");
        await page.GotoAsync("/people");
        var inbox = await page.HasInboxAsync($"合并 {mark}");
        var first = await PersonAsync(page, inbox, $"云雀 {mark}", "我的台灯不亮了", $"a{mark}@example.test");
        var second = await PersonAsync(page, inbox, $"云雀 {mark}", "再问一下保修期", $"b{mark}@example.test");

        await page.GotoAsync($"/people/{first}");
        await page.Locator($"a[href='/people/{first}/merge']").ClickAsync();
        await page.Locator($"label:has(input[value='{second}'])").ClickAsync(); // found by the same name
        await page.Locator("form:has(input[name=other]) button.btn-p").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"/people/{first}$"));
        await Expect(page.Locator("main")).ToContainTextAsync("再问一下保修期");
        await Expect(page.Locator("main")).ToContainTextAsync($"b{mark}@example.test");

        await page.Locator($"a[href='/people/{first}/merge']").ClickAsync();
        await page.Locator("section[aria-labelledby=taken] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/people/{second}$")); // who is a record of their own again
        await Expect(page.Locator("main")).ToContainTextAsync("再问一下保修期");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("我的台灯不亮了");
        await page.GotoAsync($"/people/{first}");
        await Expect(page.Locator("main")).ToContainTextAsync("我的台灯不亮了");
        await Expect(page.Locator("main")).Not.ToContainTextAsync($"b{mark}@example.test");
    }

    [Fact, Trait("req", "OMNI-02")]
    public async Task Two_conversations_about_one_matter_become_one_and_two_again()
    {
        var mark = DeskApi.Mark();
        var page = await product.OpenAsync("zh-Hans", "Eleanor");
        await page.GotoAsync("/people");
        var inbox = await page.HasInboxAsync($"会话 {mark}");
        var one = await page.HearsAsync(inbox, $"白鹭 {mark}", $"水壶漏水 {mark}", $"c{mark}@example.test");
        var other = await page.HearsAsync(inbox, $"白鹭 {mark}", $"还是那只水壶 {mark}", $"c{mark}@example.test");
        var (number, taken) = (one.GetProperty("number").GetInt64(), other.GetProperty("number").GetInt64());

        var thread = page.Locator(".c-in");
        await page.GotoAsync($"/inbox/{number}?view=all");
        await Expect(thread).ToContainTextAsync($"水壶漏水 {mark}");
        await page.GotoAsync($"/inbox/{number}/merge?view=all");
        await page.Locator($"label:has(input[value='{other.GetProperty("id").GetGuid()}'])").ClickAsync();
        await page.Locator("form:has(input[name=other]) button.btn-p").ClickAsync();

        await Expect(thread).ToContainTextAsync($"还是那只水壶 {mark}");
        await page.GotoAsync($"/inbox/{taken}?view=all");
        await Expect(page).ToHaveURLAsync(new Regex($"/inbox/{number}")); // its number leads to where it went on

        await page.GotoAsync($"/inbox/{number}/merge?view=all");
        await page.Locator("section[aria-labelledby=taken-h] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/inbox/{taken}"));
        await Expect(thread).ToContainTextAsync($"还是那只水壶 {mark}");
        await Expect(thread.Locator(".bub")).ToHaveCountAsync(1);
        await page.GotoAsync($"/inbox/{number}?view=all");
        await Expect(thread.Locator(".bub").Filter(new LocatorFilterOptions { HasText = $"还是那只水壶 {mark}" })).ToHaveCountAsync(0);
    }

    private static async Task<Guid> PersonAsync(IPage page, Guid inbox, string name, string text, string email) =>
        (await page.HearsAsync(inbox, name, text, email)).GetProperty("personId").GetGuid();
}
