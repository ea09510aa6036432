using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A customer is heard, an agent is helped to answer well, and the result is measured.</summary>
public sealed class MainLineTests(Product product)
{
    [Theory]
    [InlineData("zh-Hans", "hemu", "周予安", "净饮机第二次漏水了，台面全是水，到现在都没人回我！", "这个问题我不大清楚，改天我再和您联系", "改天我再和您联系")]
    [InlineData("ja", "hanare", "小川 美緒", "予約した離れが取れていないと言われました。ひどすぎます。責任者を出してください！", "わかりません。そのうちご連絡します。", "そのうち")]
    [InlineData("en", "harbour", "Priya Nair", "My tent leaked on the first night and nobody answers me. This is a disgrace!", "It's our policy. I'll get back to you at some point.", "at some point")]
    [Trait("req", "LANG-01")]
    [Trait("req", "EMO-01")]
    public async Task What_a_customer_writes_is_felt_answered_well_and_measured(string language, string brand, string agent, string complaint, string careless, string taboo)
    {
        var mark = Guid.CreateVersion7().ToString("N")[^6..];
        var desk = await Desk.OpenAsync(product, language, agent, brand == "harbour" ? "mine" : null, brand); // there it finds its agent by itself

        var customer = await ChatWindow.OpenAsync(product, language, brand);
        await customer.BeginAsync($"M{mark}");
        await customer.SayAsync($"{complaint} {mark}");

        // the agent sees it live, with the feeling and the words that carry it
        await Expect(desk.Row($"M{mark}")).ToBeVisibleAsync();
        await desk.Row($"M{mark}").ClickAsync();
        await Expect(desk.Bubble(mark)).ToBeVisibleAsync();
        await Expect(desk.Thread.Locator(".emo-m2-chip, .emo-m1-chip").First).ToBeVisibleAsync();
        await Expect(desk.Thread.Locator("mark.ev").First).ToBeVisibleAsync();

        // a careless wording is marked, and the better one is taken with the keyboard
        await desk.WriteAsync(careless);
        await Expect(desk.Findings).ToBeVisibleAsync();
        for (var accepted = 0; accepted < 6 && (await desk.Draft.InputValueAsync()).Contains(taboo, StringComparison.Ordinal); accepted++)
        {
            await desk.Draft.PressAsync("Alt+Enter");
            await desk.Page.WaitForTimeoutAsync(900); // the coach reads again once the typing rests
        }

        var answer = await desk.Draft.InputValueAsync();
        Assert.DoesNotContain(taboo, answer, StringComparison.Ordinal);
        await desk.SendAsync();
        await Expect(desk.Thread.Locator(".msg-me .bub").Last).ToContainTextAsync(answer[..Math.Min(8, answer.Length)]);

        // the customer reads it, and is asked at the end
        await Expect(customer.Log).ToContainTextAsync(answer[..Math.Min(8, answer.Length)]);
        await desk.ResolveAsync();
        await customer.RateAsync(5);

        // and a manager finds the answer behind today's figure
        var manager = await product.OpenAsync(language, "沈若岚");
        await manager.GotoAsync("/insights?period=today");
        await manager.GotoAsync("/insights/rows?number=answered&period=today");
        await Expect(manager.Locator("table.ins-rows tbody tr").Filter(new LocatorFilterOptions { HasText = $"M{mark}" })).ToBeVisibleAsync();
    }
}
