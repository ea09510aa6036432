using Microsoft.Playwright;

namespace Ting.Browser.Tests.Support;

/// <summary>The agent's side: the inbox in a browser window.</summary>
internal sealed class Desk(IPage page)
{
    public IPage Page => page;

    public ILocator Draft => page.Locator("textarea.draft");

    public ILocator Thread => page.Locator(".c-in");

    public ILocator Findings => page.Locator(".coach:not([hidden])");

    /// <param name="view">Null for what waits for somebody in the brand's inbox.</param>
    public static async Task<Desk> OpenAsync(Product product, string language, string agent, string? view = null, string brand = "hemu")
    {
        var page = await product.OpenAsync(language, agent);
        await page.GotoAsync(view is null ? await product.UnassignedAsync(brand) : $"/inbox?view={view}");
        return new Desk(page);
    }

    public ILocator Row(string text) => page.Locator("a.q").Filter(new LocatorFilterOptions { HasText = text });

    public ILocator Bubble(string text) => Thread.Locator(".bub").Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>Writes as a person does, so that the coach hears of it.</summary>
    public async Task WriteAsync(string text)
    {
        await Draft.FillAsync("");
        await Draft.PressSequentiallyAsync(text, new LocatorPressSequentiallyOptions { Delay = 5 });
    }

    public Task SendAsync() => Draft.PressAsync("Control+Enter");

    public async Task ResolveAsync()
    {
        await page.Locator("[data-shortcut='e']").First.ClickAsync();
    }
}
