using System.Text.RegularExpressions;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A manager looks where service is weak: at the method, or at the manner.</summary>
public sealed class ServiceQualityTests(Product product)
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    [Trait("req", "SQ-01")]
    [Trait("req", "SQ-10")]
    public async Task A_manager_opens_the_picture_goes_into_a_weak_team_and_comes_to_the_rows(string language)
    {
        var manager = await product.OpenAsync(language, "沈若岚");
        await manager.GotoAsync("/insights");
        await manager.Locator("a[href='/insights/axes']").First.ClickAsync();

        // the picture, and the table beside it
        await Expect(manager.Locator("svg.ax circle").First).ToBeVisibleAsync();
        var teams = manager.Locator(".ax-t tbody tr");
        Assert.True(await teams.CountAsync() >= 3); // two teams or more, and everybody
        await teams.First.Locator("th a").ClickAsync();

        // the weakest line of the method stands first, and opens what was missed
        await manager.ReachesAsync("**/insights/axes/group**");
        var missed = manager.Locator(".ax-g tbody tr:not(.muted) a[href*='missed=1']").First;
        await Expect(missed).ToBeVisibleAsync();
        var count = await missed.InnerTextAsync();
        await missed.ClickAsync();
        await manager.ReachesAsync("**/insights/axes/rows**");
        var rows = manager.Locator("main tbody tr");
        Assert.InRange(await rows.CountAsync(), 1, int.Parse(count.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));

        await rows.First.Locator("th a").ClickAsync();
        await Expect(manager).ToHaveURLAsync(new Regex("/(inbox|cases)/"));
        await Expect(manager.Locator("h1, .thread, [data-controller~='thread']").First).ToBeVisibleAsync();
    }
}
