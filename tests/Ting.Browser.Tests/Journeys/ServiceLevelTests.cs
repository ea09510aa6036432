using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>An administrator says when people work and what is promised; the agent sees it on the queue.</summary>
public sealed class ServiceLevelTests(Product product)
{
    [Fact]
    [Trait("req", "OMNI-05")]
    public async Task An_administrator_sets_hours_and_an_agent_reads_what_is_due_and_why()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^6..];
        var admin = await product.OpenAsync("zh-Hans", "Eleanor");

        // a calendar with a lunch break, found through the command palette
        await admin.GotoAsync("/inbox");
        await admin.Keyboard.PressAsync("Control+k");
        await admin.Locator("#palette-calendars").ClickAsync();
        await admin.ReachesAsync("**/settings/calendars");
        await admin.Locator("#name").FillAsync($"午休 {mark}");
        await admin.Locator("#zone").FillAsync("Asia/Shanghai");
        await admin.Locator("form.form button[type=submit]").ClickAsync();
        await admin.ReachesAsync("**?done=added");
        await Expect(admin.Locator(".week-b i")).ToHaveCountAsync(10);

        // a Saturday in this year that is worked like a Monday
        var saturday = new DateOnly(TimeProvider.System.GetUtcNow().Year, 12, 31);
        while (saturday.DayOfWeek is not DayOfWeek.Saturday)
            saturday = saturday.AddDays(-1);
        await admin.Locator("#date").FillAsync(saturday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await admin.Locator("#day-name").FillAsync("元旦调休");
        await admin.Locator("#kind").SelectOptionAsync("Monday");
        await admin.Locator("form:has(#date) button[type=submit]").ClickAsync();
        await Expect(admin.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = "元旦调休" })).ToContainTextAsync("按星期一上班");

        // an agent opens what is due and reads why
        var desk = await Desk.OpenAsync(product, "zh-Hans", "沈若岚", view: "due");
        await desk.Page.Locator("a.q").First.ClickAsync();
        await desk.Page.Locator("summary.due").ClickAsync();
        await Expect(desk.Page.Locator("summary.due + .pop")).ToContainTextAsync("来自");
    }
}
