using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A manager shares the link of a survey; a customer answers it on a telephone, leaves in the middle, and goes on later.</summary>
public sealed class SurveyTests(Product product)
{
    [Fact]
    [Trait("req", "SQ-06")]
    [Trait("req", "TECH-03")]
    public async Task A_customer_answers_servqual_in_japanese_on_a_phone_leaves_and_goes_on()
    {
        var admin = await product.OpenAsync("zh-Hans", "Eleanor");
        await admin.GotoAsync("/surveys");
        await admin.GetByRole(AriaRole.Link, new() { Name = "SERVQUAL", Exact = true }).First.ClickAsync();
        var link = await admin.Locator("a[href^='/s/']").First.GetAttributeAsync("href");

        var phone = await product.OpenAsync("ja", width: 390, height: 844);
        await phone.GotoAsync(link!);
        await Expect(phone.Locator("h1")).ToContainTextAsync("かたち");
        await AnswerAsync(phone, "t1", "t2", "t3", "t4");
        await phone.Locator("#sv button[value=next]").ClickAsync();
        await Expect(phone.Locator("h1")).ToContainTextAsync("信頼");

        // one more answer, by keyboard, and then the page is closed without sending
        await phone.Locator("input[name='r5.1'][value='6']").FocusAsync();
        await phone.RunAndWaitForResponseAsync(async () =>
        {
            await phone.Keyboard.PressAsync("Space");
            await phone.Keyboard.PressAsync("ArrowRight");
        }, response => response.Request.Method == "POST");
        await Expect(phone.Locator(".sv-saved")).ToContainTextAsync("保存済み");
        var own = phone.Url;
        Assert.DoesNotContain(link!, own, StringComparison.Ordinal);
        await phone.Context.CloseAsync();

        var later = await product.OpenAsync("ja", width: 390, height: 844);
        await later.GotoAsync(own.Split('?')[0]);
        await Expect(later.Locator("h1")).ToContainTextAsync("信頼");
        await Expect(later.Locator("input[name='r5.1'][value='7']")).ToBeCheckedAsync();
        await AnswerAsync(later, "r5", "r6", "r7", "r8", "r9");
        await later.Locator("#sv button[value=next]").ClickAsync();

        // what the next page says the other way round is pointed out
        await Expect(later.Locator(".sv-tip")).ToContainTextAsync("小さい数字");
        await AnswerAsync(later, "r10", "r11", "r12", "r13");
        await later.Locator("#sv button[value=next]").ClickAsync();
        await AnswerAsync(later, "a14", "a15", "a16", "a17");
        await later.Locator("#sv button[value=next]").ClickAsync();
        await AnswerAsync(later, "e18", "e19", "e20", "e21", "e22");
        await later.Locator("#sv button[value=next]").ClickAsync();
        await Expect(later.Locator("h1")).ToContainTextAsync("最後に");
        await later.Locator("#sv button[value=next]").ClickAsync();
        await Expect(later.Locator("h1")).ToHaveTextAsync("ありがとうございました");
        Assert.True(await later.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390);
    }

    [Fact]
    [Trait("req", "SQ-06")]
    public async Task What_is_answered_before_the_script_has_come_is_kept_too()
    {
        var admin = await product.OpenAsync("en", "Eleanor Marsh");
        await admin.GotoAsync("/surveys");
        await admin.GetByRole(AriaRole.Link, new() { Name = "SERVQUAL", Exact = true }).First.ClickAsync();
        var link = await admin.Locator("a[href^='/s/']").First.GetAttributeAsync("href");

        var phone = await product.OpenAsync("ja", width: 390, height: 844);
        var slow = new TaskCompletionSource();
        await phone.RouteAsync("**/*.js", async route =>
        {
            await slow.Task;
            await route.ContinueAsync();
        });
        await phone.GotoAsync(link!, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await phone.Locator("#i-t1 .sv-e label").Nth(5).ClickAsync();
        Assert.DoesNotContain("保存済み", await phone.Locator(".sv-saved").InnerTextAsync(), StringComparison.Ordinal);
        slow.SetResult();
        await Expect(phone.Locator(".sv-saved")).ToContainTextAsync("保存済み");
    }

    // By the labels that a thumb touches.
    private static async Task AnswerAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Locator($"#i-{key} .sv-e label").Nth(5).ClickAsync();
            await page.Locator($"#i-{key} .sv-sc:not(.sv-e) label").Nth(4).ClickAsync();
        }
    }
}
