using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>An agent records a voice drill with the browser's microphone, by keyboard alone, and sees what it measures; a colleague does not.</summary>
public sealed partial class VoiceTests(Product product)
{
    [Fact]
    [Trait("req", "VOX-01")]
    [Trait("req", "VOX-03")]
    [Trait("req", "VOX-06")]
    public async Task A_voice_drill_recorded()
    {
        var page = await product.OpenAsync("en", "Priya Nair");
        await page.GotoAsync("/inbox");
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("#palette-voice").ClickAsync();
        await page.ReachesAsync("**/academy/voice");
        await page.Locator("a[href='/academy/voice/breath']").ClickAsync();
        await page.ReachesAsync("**/academy/voice/breath");

        var status = page.Locator("[data-recorder-target=status]");
        var record = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Record", Exact = true });
        await record.PressAsync("Enter");
        await Expect(status).ToContainTextAsync("Recording.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Discard" }).PressAsync("Enter");
        await Expect(status).ToContainTextAsync("Nothing was sent.");
        await Expect(record).ToBeFocusedAsync();

        await record.PressAsync("Enter");
        await Expect(page.Locator("[data-recorder-target=clock]")).ToHaveTextAsync(AfterSomeSeconds());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Stop and measure" }).PressAsync("Enter");

        await page.ReachesAsync("**/academy/voice/takes/*");
        await Expect(page.Locator("#table-speaker")).ToContainTextAsync(AboutTheTone());
        await Expect(page.Locator(".vc-wave .vc-pause").First).ToBeAttachedAsync();
        await Expect(page.Locator("audio")).ToBeVisibleAsync();

        var colleague = await product.OpenAsync("en", "Eleanor Marsh");
        Assert.Equal(404, (await colleague.GotoAsync(page.Url))!.Status);

        await page.Locator("form:has(.btn-d) button").PressAsync("Enter");
        await Expect(page.Locator("main")).ToContainTextAsync("The recording is deleted.");
    }

    [GeneratedRegex("^2:5[0-6]$")]
    private static partial Regex AfterSomeSeconds();

    [GeneratedRegex("2(19|20|21) Hz")]
    private static partial Regex AboutTheTone();
}
