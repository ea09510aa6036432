using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

public sealed class DeskTests(Product product)
{
    [Fact]
    public async Task Two_agents_see_each_other_at_one_conversation()
    {
        var (customer, name) = await AskingAsync("两位同事同时看");
        var first = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await first.Row(name).ClickAsync();
        await Expect(first.Draft).ToBeVisibleAsync();
        var second = await Desk.OpenAsync(product, "zh-Hans", "陈立");
        await second.Row(name).ClickAsync();

        await Expect(second.Page.Locator(".c-top")).ToContainTextAsync("周予安");
        await Expect(first.Page.Locator(".c-top")).ToContainTextAsync("陈立");
        await Expect(first.Row(name).Locator("[data-viewer]")).ToContainTextAsync("陈立");

        await second.WriteAsync("您好，我马上为您核对");
        await second.SendAsync();
        await Expect(first.Bubble("我马上为您核对")).ToBeVisibleAsync();
        await Expect(customer.Log).ToContainTextAsync("我马上为您核对");

        await second.Page.GotoAsync("/people");
        await Expect(first.Row(name).Locator("[data-viewer]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Several_are_ticked_by_keyboard_resolved_together_and_taken_back()
    {
        var (one, other) = ($"甲{DeskApi.Mark()}", $"乙{DeskApi.Mark()}");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "Eleanor");
        var inbox = await desk.Page.HasInboxAsync($"批量 {DeskApi.Mark()}"); // of its own: what the other journeys leave in the queue does not push its rows out
        await desk.Page.HearsAsync(inbox, one, "批量甲", $"{one}@example.test");
        await desk.Page.HearsAsync(inbox, other, "批量乙", $"{other}@example.test");
        await desk.Page.GotoAsync($"/inbox?view=unassigned&inbox={inbox}");
        await Expect(desk.Row(one)).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("x");

        var apply = desk.Page.Locator("button[name=resolve]");
        await Expect(apply).ToBeDisabledAsync();
        foreach (var name in new[] { one, other })
        {
            await desk.Page.Locator("li").Filter(new LocatorFilterOptions { HasText = name }).Locator("input[name=ids]").FocusAsync();
            await desk.Page.Keyboard.PressAsync("Space");
        }

        await Expect(desk.Page.Locator("[data-pick-target=count]")).ToContainTextAsync("2");
        await desk.Page.HearsAsync(inbox, "丙", "批量丙", $"c{one}@example.test"); // the queue renews itself meanwhile, and what is ticked stays ticked
        await Expect(desk.Page.Locator("input[name=ids]:checked")).ToHaveCountAsync(2);
        await apply.ClickAsync();
        await Expect(desk.Page.Locator(".many-done")).ToContainTextAsync("2");
        await Expect(desk.Row(one)).ToHaveCountAsync(0);

        await desk.Page.Locator(".many-done button").ClickAsync();
        await Expect(desk.Row(one)).ToBeVisibleAsync();
        await Expect(desk.Row(other)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_happened_while_the_line_was_down_is_there_when_it_is_up_again()
    {
        var (customer, name) = await AskingAsync("断线之前");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await desk.Row(name).ClickAsync();
        await Expect(desk.Bubble("断线之前")).ToBeVisibleAsync();
        await desk.WriteAsync("草稿不会丢");

        await desk.Page.Context.SetOfflineAsync(true);
        await customer.SayAsync("断线期间");
        await desk.Page.Context.SetOfflineAsync(false);

        await Expect(desk.Bubble("断线期间")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Expect(desk.Draft).ToHaveValueAsync("草稿不会丢");
    }

    [Fact]
    public async Task A_customer_without_a_network_loses_nothing_even_over_a_reload()
    {
        var (customer, name) = await AskingAsync("第一句");

        await customer.Page.Context.SetOfflineAsync(true);
        await customer.SayAsync("没有网络时写的");
        await customer.Page.Context.SetOfflineAsync(false);
        await customer.Page.ReloadAsync();

        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await desk.Row(name).ClickAsync();
        await Expect(desk.Bubble("没有网络时写的")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_picture_goes_from_the_customer_to_the_agent_and_a_file_back()
    {
        var (customer, name) = await AskingAsync("我拍了照片");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await desk.Row(name).ClickAsync();

        await customer.AttachAsync("leak.png", "image/png", Picture);
        await customer.SayAsync("请看漏水的地方");
        await Expect(desk.Thread.Locator("img")).ToBeVisibleAsync();

        await desk.Page.Locator("form.comp input[type=file]").SetInputFilesAsync(new FilePayload { Name = "保修卡.txt", MimeType = "text/plain", Buffer = "两年"u8.ToArray() });
        await Expect(desk.Page.Locator("form.comp .file")).ToBeVisibleAsync();
        await desk.WriteAsync("保修卡在附件里，请您过目");
        await desk.SendAsync();
        await Expect(customer.Log).ToContainTextAsync("保修卡.txt");
    }

    [Fact]
    public async Task A_whole_conversation_can_be_handled_with_the_keyboard_alone()
    {
        var (customer, name) = await AskingAsync("只用键盘");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await Expect(desk.Row(name)).ToBeVisibleAsync();
        var keyboard = desk.Page.Keyboard;

        await keyboard.PressAsync("j");
        for (var steps = 0; steps < 60 && !(await desk.Page.Locator("a.q:focus").AllInnerTextsAsync()).Any(text => text.Contains(name, StringComparison.Ordinal)); steps++)
            await keyboard.PressAsync("j");
        await keyboard.PressAsync("Enter");
        await Expect(desk.Bubble("只用键盘")).ToBeVisibleAsync();

        await keyboard.PressAsync("r");
        await Expect(desk.Draft).ToBeFocusedAsync();
        await keyboard.TypeAsync("您好，今天 18:00 前我会打电话告诉您结果");
        await keyboard.PressAsync("Control+Enter");
        await Expect(customer.Log).ToContainTextAsync("今天 18:00 前我会打电话");
        await Expect(desk.Draft).ToHaveValueAsync("");

        await keyboard.PressAsync("Escape");
        await keyboard.PressAsync("e");
        await Expect(customer.Page.Locator("ting-chat").GetByRole(AriaRole.Radiogroup)).ToBeVisibleAsync();
    }

    [Fact, Trait("req", "NEED-08")]
    public async Task What_was_promised_stays_on_the_list_after_the_conversation_until_it_is_done()
    {
        var (customer, name) = await AskingAsync("什么时候能给我答复");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        await desk.Row(name).ClickAsync();
        await desk.WriteAsync("很抱歉让您久等，我48小时内给您打电话说明结果。");
        await desk.SendAsync();
        await Expect(customer.Log).ToContainTextAsync("48小时内");
        await Expect(desk.Page.Locator("#aside .pr-l").First).ToContainTextAsync("48小时内给您打电话");
        await desk.Page.Locator("[data-shortcut='e']").ClickAsync();
        await Expect(desk.Page.Locator(".c-top")).ToContainTextAsync("已结案");

        await desk.Page.GotoAsync("/promises");
        var promise = desk.Page.Locator(".pr-page > li").Filter(new LocatorFilterOptions { HasText = name });
        await Expect(promise).ToContainTextAsync("48小时内给您打电话");
        await promise.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "已做到" }).ClickAsync();
        await Expect(promise).ToHaveCountAsync(0);
        await desk.Page.GotoAsync("/promises?view=kept");
        await Expect(promise).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_palette_finds_a_place_and_a_person()
    {
        var page = await product.OpenAsync("zh-Hans", "周予安");
        await page.GotoAsync("/inbox");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("话术");
        await Expect(page.Locator("dialog[open] [role=option]").Filter(new LocatorFilterOptions { HasText = "话术" }).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/phrases"));
    }

    [Fact]
    public async Task Going_through_the_queue_keeps_it_where_it_is_and_asks_only_for_conversations()
    {
        var (_, first) = await AskingAsync("队列里的第一位");
        var (_, second) = await AskingAsync("队列里的第二位");
        var desk = await Desk.OpenAsync(product, "zh-Hans", "周予安");
        var (list, kept) = (new Uri(desk.Page.Url).PathAndQuery.Replace("/inbox?", "/inbox/list?", StringComparison.Ordinal), new List<string>());
        desk.Page.Request += (_, request) =>
        {
            if (request.Headers.TryGetValue("x-queue", out var queue))
                kept.Add(queue);
        };

        await desk.Row(first).ClickAsync();
        await Expect(desk.Bubble("队列里的第一位")).ToBeVisibleAsync();
        await Expect(desk.Row(first)).ToHaveAttributeAsync("aria-current", "true");
        await desk.Row(second).ClickAsync();
        await Expect(desk.Bubble("队列里的第二位")).ToBeVisibleAsync();
        await Expect(desk.Row(second)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(desk.Row(first)).Not.ToHaveAttributeAsync("aria-current", "true");
        Assert.Equal([list, list], kept);

        await desk.Page.GoBackAsync();
        await Expect(desk.Bubble("队列里的第一位")).ToBeVisibleAsync();
        await Expect(desk.Row(second)).ToBeVisibleAsync();

        // The queue beside it is alive: a third customer appears in it, and a reload draws it in full.
        var (_, third) = await AskingAsync("第三位刚刚到");
        await Expect(desk.Row(third)).ToBeVisibleAsync();
        await desk.Page.ReloadAsync();
        await Expect(desk.Row(second)).ToBeVisibleAsync();
    }

    private static byte[] Picture => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /// <summary>A customer of the Chinese shop who has just written.</summary>
    private async Task<(ChatWindow Window, string Name)> AskingAsync(string text)
    {
        var name = $"K{Guid.CreateVersion7().ToString("N")[^6..]}";
        var window = await ChatWindow.OpenAsync(product, "zh-Hans", "hemu");
        await window.BeginAsync(name);
        await window.SayAsync(text);
        return (window, name);
    }
}
