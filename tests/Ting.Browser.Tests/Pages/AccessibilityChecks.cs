using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;

namespace Ting.Browser.Tests.Pages;

/// <summary>Every page at a desktop's and a phone's width: nothing for axe to find, no script that fails, and nothing to scroll sideways.</summary>
public abstract class AccessibilityChecks(Product product)
{
    protected Product Product => product;

    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    // On a phone the same elements stand below one another: what their size and place can break is all that may differ.
    private static readonly AxeRunOptions PhoneRules = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["target-size", "scrollable-region-focusable"] } };

    // Turbo asks for what it keeps with a selector made of the bare id: one that is no selector breaks every change of the page.
    private const string UnfindableIds = "[...document.querySelectorAll('[data-turbo-permanent], turbo-frame')].map(it => it.id).filter(id => !/^[A-Za-z_][\\w-]*$/.test(id))";

    // What changes is fetched again and put where its id says.
    private const string NeverRenewed = "[...document.querySelectorAll('[data-live-topic]:not([id])')].map(it => it.dataset.liveTopic)";

    private static readonly (int Width, int Height) Desktop = (1440, 900);
    private static readonly (int Width, int Height) Phone = (390, 844);

    protected async Task CheckAsync(string language, bool dark, string? agent, IEnumerable<string> addresses)
    {
        var problems = new List<string>();
        foreach (var (width, height) in language == "zh-Hans" ? [Desktop, Phone] : ((int, int)[])[Desktop])
        {
            var page = await product.OpenAsync(language, agent, width, height, dark);
            page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
            foreach (var address in addresses)
            {
                await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
                if (agent is not null && page.Url.Contains("/sign-in", StringComparison.Ordinal))
                    problems.Add($"{address} {width}: the sign-in has ended");
                if (!await FitsAsync(page, width))
                    problems.Add($"{address} {width}: scrolls sideways");
                problems.AddRange((await page.EvaluateAsync<string[]>(UnfindableIds)).Select(id => $"{address} {width}: Turbo cannot find #{id}"));
                problems.AddRange((await page.EvaluateAsync<string[]>(NeverRenewed)).Select(topic => $"{address} {width}: what says it changes with {topic} has no id"));

                // The elements are the same in every language: two of them, one light and one dark, say it for all; one says it of the phone.
                if (language != "en")
                {
                    var found = await page.RunAxe((width, height) == Phone ? PhoneRules : Rules);
                    problems.AddRange(found.Violations.Select(violation => $"{address} {width}: {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
                }

                if (language == "zh-Hans")
                    continue;
                await page.SetViewportSizeAsync(Phone.Width, Phone.Height); // the words of a language have to fit there too
                if (!await FitsAsync(page, Phone.Width))
                    problems.Add($"{address} {Phone.Width}: scrolls sideways");
                await page.SetViewportSizeAsync(width, height);
            }

            await page.Context.CloseAsync();
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    // A chart takes its new width a moment after the window has.
    private static async Task<bool> FitsAsync(IPage page, int width)
    {
        for (var look = 0; look < 20; look++)
        {
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width)
                return true;
            await Task.Delay(100);
        }

        return false;
    }
}
