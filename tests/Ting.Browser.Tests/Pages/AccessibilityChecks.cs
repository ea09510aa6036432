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

    protected async Task CheckAsync(string language, bool dark, string? agent, IEnumerable<string> addresses)
    {
        var problems = new List<string>();
        foreach (var (width, height) in ((int, int)[])[(1440, 900), (390, 844)])
        {
            var page = await product.OpenAsync(language, agent, width, height, dark);
            page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
            foreach (var address in addresses)
            {
                await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
                if (agent is not null && page.Url.Contains("/sign-in", StringComparison.Ordinal))
                    problems.Add($"{address} {width}: the sign-in has ended");
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                    problems.Add($"{address} {width}: scrolls sideways");
                problems.AddRange((await page.EvaluateAsync<string[]>(UnfindableIds)).Select(id => $"{address} {width}: Turbo cannot find #{id}"));
                var isPhone = width < 500;
                if (language == "en" || (isPhone && language != "zh-Hans"))
                    continue; // the elements are the same in every language: two of them, one light and one dark, say it for all

                var found = await page.RunAxe(isPhone ? PhoneRules : Rules);
                problems.AddRange(found.Violations.Select(violation => $"{address} {width}: {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            }

            await page.Context.CloseAsync();
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
