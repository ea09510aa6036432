using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A complaint from the first anger to the answer afterwards.</summary>
public sealed partial class ComplaintTests(Product product)
{
    [Fact]
    [Trait("req", "CONF-01")]
    [Trait("req", "CONF-04")]
    public async Task An_angry_customer_is_heard_through_six_steps_and_asked_again()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^6..];
        var customer = await ChatWindow.OpenAsync(product, "zh-Hans", "hemu");
        await customer.BeginAsync($"何女士{mark}");
        await customer.SayAsync($"订单 {mark} 的柜子又少了五金，客服换了三个，没一个管的，太不负责任了！");

        // one press beside the conversation, where it reads like a complaint
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await desk.Row(mark).First.ClickAsync();
        var page = desk.Page;
        await page.Locator("#panel-cases form button").Last.ClickAsync();
        await Expect(page.Locator(".case-head")).ToContainTextAsync("投诉");
        var address = page.Url;
        Assert.Matches(CaseAddress(), address);

        // too early to close: it says what is missing and keeps the words
        await page.Locator("#close-outcome").FillAsync("补寄五金，顾客确认收到");
        await page.Locator("#close button[type=submit]").ClickAsync();
        await Expect(page.Locator("#close [role=alert]")).ToContainTextAsync("还有步骤没有记录");
        await Expect(page.Locator("#close-outcome")).ToHaveValueAsync("补寄五金，顾客确认收到");

        await StepAsync(page, "柜子缺五金，问了三个人", more: "明天收到五金，不再重复一遍");
        await page.Locator(".cstep.next input[name=feeling][value='-1']").CheckAsync();
        await StepAsync(page, "实在抱歉，让您说了三遍，从现在起由我负责到底");
        await StepAsync(page, "缺 B 袋五金", more: "三次转接没有记录");
        await StepAsync(page, "次日达补寄", more: "补寄，或派师傅带配件上门");
        await page.Locator("#step-cause").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await StepAsync(page, "已签收，装好了", more: "装箱前称重");
        await StepAsync(page, "转接时带上记录");
        await Expect(page.Locator("#steps .cstep.done")).ToHaveCountAsync(6);

        // a gesture within one's own authority
        await page.Locator("#gestures details.more > summary").ClickAsync();
        await page.Locator("#gesture-id").SelectOptionAsync(new SelectOptionValue { Label = await OptionAsync(page, "代金券") });
        await page.Locator("#gesture-amount").FillAsync("20");
        await page.Locator("#gestures form button[type=submit]").Last.ClickAsync();
        await Expect(page.Locator("#gestures")).ToContainTextAsync("20.00 CNY");

        await page.Locator("#close-outcome").FillAsync("补寄五金，顾客确认收到");
        await page.Locator("#close button[type=submit]").ClickAsync();
        await Expect(page.Locator("#reopen-why")).ToBeVisibleAsync();

        // the question comes by itself, and its answer stands beside the case
        await page.Locator("#conversations a").First.ClickAsync();
        var question = page.Locator(".c-in").GetByText("/rate/again/");
        await Expect(question.Last).ToBeVisibleAsync();
        var link = Again().Match(await question.Last.InnerTextAsync()).Value;
        await customer.Page.GotoAsync(link);
        await customer.Page.Locator("label:has(input[name=score][value='5'])").ClickAsync();
        await customer.Page.Locator("button[type=submit]").First.ClickAsync();
        await Expect(customer.Page.Locator("h1[role=status]")).ToContainTextAsync("谢谢");

        await page.GotoAsync(address);
        await Expect(page.Locator("#recovery")).ToContainTextAsync("5/5");
    }

    private static async Task StepAsync(IPage page, string said, string? more = null)
    {
        var name = await page.Locator(".cstep.next b").First.InnerTextAsync();
        await page.Locator("#step-said").FillAsync(said);
        if (more is not null)
            await page.Locator("#step-more").FillAsync(more);
        await page.Locator(".cstep.next form:has(#step-said) button[type=submit]").ClickAsync();
        await Expect(page.Locator(".cstep.done").Filter(new LocatorFilterOptions { HasText = name })).ToContainTextAsync(said);
    }

    private static async Task<string> OptionAsync(IPage page, string name) =>
        (await page.Locator("#gesture-id option").AllInnerTextsAsync()).First(text => text.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex(@"/cases/\d+$")]
    private static partial Regex CaseAddress();

    [GeneratedRegex(@"/rate/again/[\w-]+")]
    private static partial Regex Again();
}
