using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>What the inbox shows is kept under a name, and its people are asked with a survey after a look at who that is.</summary>
public sealed class SavedViewTests(Product product)
{
    [Fact, Trait("req", "CRM-06"), Trait("req", "SAT-05")]
    public async Task A_view_is_kept_opened_and_its_people_looked_at_before_they_are_asked()
    {
        var mark = DeskApi.Mark();
        var page = await product.OpenAsync("zh-Hans", "Eleanor");
        await page.GotoAsync("/surveys");
        var inbox = await page.HasInboxAsync($"视图 {mark}");
        await page.HearsAsync(inbox, $"杜鹃 {mark}", "请问怎么换货？", $"d{mark}@example.test");
        await page.HearsAsync(inbox, $"杜鹃 {mark}", "还有一件事", $"d{mark}@example.test");
        await page.HearsAsync(inbox, $"黄鹂 {mark}", "你好", $"e{mark}@example.test");
        var survey = (await page.CallAsync("POST", "/api/v1/surveys", new { name = $"推荐 {mark}", template = "nps" })).GetProperty("id").GetGuid();
        await page.CallAsync("POST", $"/api/v1/surveys/{survey}/publish", new { });

        // narrowed in the inbox, and kept
        await page.GotoAsync($"/inbox?view=all&inbox={inbox}");
        await Expect(page.Locator("a.q")).ToHaveCountAsync(3);
        await page.Locator(".l-top .menu > summary").ClickAsync();
        await page.Locator("a[href^='/inbox/views/new']").ClickAsync();
        await Expect(page.Locator("#inboxId")).ToHaveValueAsync(inbox.ToString());
        await page.Locator("#name").FillAsync($"换货 {mark}");
        await page.Locator("form:has(#name) button.btn-p").ClickAsync();

        // it stands beside the inbox with its number, is live, and the palette knows it
        var entry = page.Locator(".v-l a").Filter(new LocatorFilterOptions { HasText = mark });
        await Expect(entry).ToHaveAttributeAsync("aria-current", "true");
        await Expect(entry).ToContainTextAsync("3");
        await Expect(page.Locator("a.q")).ToHaveCountAsync(3);
        await page.HearsAsync(inbox, $"画眉 {mark}", "刚刚写来", $"f{mark}@example.test");
        await Expect(page.Locator("a.q").Filter(new LocatorFilterOptions { HasText = $"画眉 {mark}" })).ToBeVisibleAsync();
        await Expect(entry).ToContainTextAsync("4");
        await page.GotoAsync("/people");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync($"换货 {mark}");
        await page.Locator("dialog[open] [role=option]").Filter(new LocatorFilterOptions { HasText = mark }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("saved="));

        // three people in four conversations: seen before anything is sent
        await page.Locator(".l-top .menu > summary").ClickAsync();
        await page.Locator("a[href^='/surveys/ask']").ClickAsync();
        await page.Locator("#survey").SelectOptionAsync(survey.ToString());
        await page.Locator("form[action='/surveys/ask'] button").ClickAsync();
        await Expect(page.Locator("#asked")).ToContainTextAsync("3");
        foreach (var name in new[] { "杜鹃", "黄鹂", "画眉" })
            await Expect(page.Locator("main .pick-l")).ToContainTextAsync($"{name} {mark}");
        var rounds = await page.CallAsync("GET", $"/api/v1/surveys/{survey}/rounds");
        Assert.Equal(0, rounds.GetProperty("items").GetArrayLength());

        // asked: the numbers follow by themselves
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.Locator("form[method=post]:has(.btn-p) button.btn-p").ClickAsync();
        await Expect(page.Locator("table.tbl tbody tr").First).ToContainTextAsync("已完成");
        await Expect(page.Locator("table.tbl tbody tr td.n").Nth(1)).ToHaveTextAsync("3");
    }
}
