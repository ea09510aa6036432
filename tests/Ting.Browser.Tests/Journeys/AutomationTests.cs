using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A rule is written, tried on what has been, switched on, and says why it acted.</summary>
public sealed class AutomationTests(Product product)
{
    [Fact, Trait("req", "TECH-05"), Trait("req", "OMNI-04")]
    public async Task A_rule_is_tried_on_the_past_before_it_acts_and_says_afterwards_why_it_did()
    {
        var (mark, word) = (DeskApi.Mark(), $"蒲公英{DeskApi.Mark()}");
        var page = await product.OpenAsync("zh-Hans", "Eleanor");
        await page.GotoAsync("/settings/automation");
        var inbox = await page.HasInboxAsync($"规则 {mark}");
        var past = (await page.HearsAsync(inbox, $"麦穗 {mark}", $"请问{word}什么时候有货？")).GetProperty("number").GetInt64();
        await page.HearsAsync(inbox, $"麦穗 {mark}", "你好，另一件事");

        // written: when the customer writes this word, it is urgent
        await page.GotoAsync("/settings/automation/new");
        await page.Locator("#name").FillAsync($"问到货 {mark}");
        await page.Locator("#trigger").SelectOptionAsync("CustomerWrote");
        await page.Locator("#new-field").SelectOptionAsync("Text");
        await page.Locator("button[value=add-condition]").ClickAsync();
        await page.Locator("#c0-words").FillAsync(word);
        await page.Locator("#new-kind").SelectOptionAsync("SetPriority");
        await page.Locator("button[value=add-action]").ClickAsync();
        await page.Locator("select[name='a0.value']").SelectOptionAsync("urgent");

        // tried: it would have acted once, and why; nothing has happened yet
        await page.Locator("button[value=try]").ClickAsync();
        var would = page.Locator(".pr-l > li");
        await Expect(would).ToHaveCountAsync(1);
        await Expect(would).ToContainTextAsync($"#{past}");
        await Expect(would).ToContainTextAsync(word);
        await Expect(would).ToContainTextAsync("紧急");
        Assert.Equal("normal", (await ConversationAsync(page, past)).GetProperty("priority").GetString());

        // switched on: the next one who asks is urgent
        await page.Locator("form:has(button.btn-p) button.btn-p").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/settings/automation\\?done=saved"));
        var card = page.Locator(".rule-c").Filter(new LocatorFilterOptions { HasText = $"问到货 {mark}" });
        await Expect(card).ToBeVisibleAsync();
        var next = (await page.HearsAsync(inbox, $"稻穗 {mark}", $"{word}还有吗？")).GetProperty("number").GetInt64();

        // read: what it found and what it did
        var log = await card.Locator("a[href^='/automation/runs']").GetAttributeAsync("href");
        var run = page.Locator(".run");
        for (var tries = 0; tries < 40 && await run.CountAsync() == 0; tries++)
        {
            await page.GotoAsync(log!); // the log is a page that one opens; rules act when their job comes round
            if (await run.CountAsync() == 0)
                await page.WaitForTimeoutAsync(250);
        }

        await Expect(run).ToHaveCountAsync(1);
        await Expect(run).ToContainTextAsync($"#{next}");
        await Expect(run).ToContainTextAsync(word);
        await Expect(run).ToContainTextAsync("紧急");
        Assert.Equal("urgent", (await ConversationAsync(page, next)).GetProperty("priority").GetString());
        Assert.Equal("normal", (await ConversationAsync(page, past)).GetProperty("priority").GetString());

        // and off again, so that it stays out of the way of others
        await page.GotoAsync("/settings/automation");
        await card.Locator("button[value=off]").ClickAsync();
        await Expect(card.Locator("button[value=on]")).ToBeVisibleAsync();
    }

    private static async Task<System.Text.Json.JsonElement> ConversationAsync(IPage page, long number)
    {
        var found = await page.CallAsync("GET", $"/api/v1/search?q=%23{number}&type=conversations");
        var id = found.GetProperty("items")[0].GetProperty("id").GetGuid();
        return await page.CallAsync("GET", $"/api/v1/conversations/{id}");
    }
}
