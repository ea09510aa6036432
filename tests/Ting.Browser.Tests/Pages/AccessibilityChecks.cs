using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;

namespace Ting.Browser.Tests.Pages;

/// <summary>Every page at a desktop's and a phone's width: nothing for axe to find, no script that fails, and nothing to scroll sideways.</summary>
public abstract class AccessibilityChecks(Product product)
{
    protected Product Product => product;

    protected const string Rules = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }";

    // Another language and the dark colours change nothing else that a rule asks for.
    protected const string ColourRules = "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] }";

    // On a phone the same elements stand below one another: what their size and place can break is all that may differ.
    private const string PhoneRules = "{ runOnly: { type: 'rule', values: ['target-size', 'scrollable-region-focusable'] }, resultTypes: ['violations'] }";

    protected static readonly string Axe = new BundledAxeScriptProvider().GetScript();

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
            if (RulesFor(language, width) is not null)
                await page.AddInitScriptAsync(Axe); // in every frame
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

                if (RulesFor(language, width) is { } rules)
                    problems.AddRange((await ViolationsAsync(page, rules)).Select(violation => $"{address} {width}: {violation}"));
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

    // The elements are the same in every language: one says it for all, one of the dark colours, one of the phone.
    private static string? RulesFor(string language, int width) => language switch
    {
        "zh-Hans" => width == Phone.Width ? PhoneRules : Rules,
        "ja" => ColourRules,
        _ => null,
    };

    // Only what is wrong comes back: what is right is a hundred times as much, and the package for Playwright also opens a page of its own to put the parts together.
    protected static Task<string[]> ViolationsAsync(IPage page, string rules) =>
        page.EvaluateAsync<string[]>($"async () => (await axe.run(document, {rules})).violations.map(it => `${{it.id}}: ${{it.nodes.slice(0, 3).map(node => node.html).join(' | ')}}`)");

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
