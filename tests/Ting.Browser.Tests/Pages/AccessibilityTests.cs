using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;

namespace Ting.Browser.Tests.Pages;

/// <summary>Every page, in either theme and at a desktop's and a phone's width: nothing for axe to find, and nothing to scroll sideways.</summary>
public sealed class AccessibilityTests(Product product)
{
    private static readonly string[] Open = ["/sign-in", "/demo/shop", "/demo/shop?brand=hanare", "/demo/shop?brand=harbour", "/nowhere"];
    private static readonly string[] Desk = ["/inbox?view=all", "/inbox?view=mine", "/people", "/people/calendar", "/people/review", "/organisations", "/cases?view=all", "/cases/board", "/cases/tasks", "/promises?view=all", "/promises?view=kept", "/phrases", "/account", "/search?q=退款", "/guide", "/docs/api", "/academy", "/academy/wording", "/academy/wording/taboo", "/academy/wording/taboo/taboo-find", "/academy/wording/taboo/taboo-sort", "/academy/wording/taboo/taboo-vague", "/academy/listening-test", "/academy/role-plays/umbrella", "/conversations/new?q=林", "/conversations/new?new=true"];
    private static readonly string[] Sheets = ["handover", "merge", "split"];
    private static readonly string[] Administration =
        ["/insights?period=90d&compare=1", "/insights/rows?number=received&period=30d", "/settings", "/settings/team", "/settings/workspace", "/settings/shortcuts", "/settings/teams", "/settings/inboxes", "/settings/labels", "/settings/keys", "/settings/routing", "/board", "/surveys", "/academy/team", "/cases/analysis", "/cases/causes", "/cases/new", "/people/import", "/people/value", "/settings/gestures", "/settings/value"];

    [Theory]
    [InlineData("zh-Hans", false)]
    [InlineData("ja", true)]
    [InlineData("en", false)]
    [InlineData("zh-Hans", true)]
    public async Task Pages_open_to_all(string language, bool dark) => await CheckAsync(language, dark, agent: null, Open);

    [Theory]
    [InlineData("zh-Hans", false)]
    [InlineData("ja", true)]
    [InlineData("en", true)]
    public async Task Pages_of_the_desk(string language, bool dark)
    {
        var page = await product.OpenAsync(language, "周予安", dark: dark);
        await page.GotoAsync("/inbox?view=all");
        var conversation = await page.Locator("a.q").First.GetAttributeAsync("href");
        await page.GotoAsync("/people");
        var person = await page.Locator("main a[href^='/people/0']").First.GetAttributeAsync("href");
        await page.Context.CloseAsync();

        await CheckAsync(language, dark, "周予安", [.. Desk, conversation!, person!, .. Sheets.Select(sheet => conversation!.Replace("?", $"/{sheet}?", StringComparison.Ordinal))]);
    }

    [Theory]
    [InlineData("zh-Hans", true)]
    [InlineData("ja", false)]
    [InlineData("en", false)]
    public async Task Pages_of_those_who_lead_and_administer(string language, bool dark)
    {
        var page = await product.OpenAsync(language, Administrator, dark: dark);
        await page.GotoAsync("/settings/routing");
        var rule = await page.Locator("a[href^='/settings/routing/']").First.GetAttributeAsync("href");
        var skills = await page.Locator("a[href$='/skills']").First.GetAttributeAsync("href");
        await page.GotoAsync("/surveys");
        var survey = await page.Locator("main a[href^='/surveys/0']").First.GetAttributeAsync("href");
        await page.GotoAsync("/cases?view=all");
        var matter = await page.Locator("main a[href^='/cases/']").EvaluateAllAsync<string>("links => links.map(it => it.getAttribute('href')).find(it => /\\/cases\\/\\d/.test(it))");
        await page.Context.CloseAsync();

        await CheckAsync(language, dark, Administrator, [.. Administration, rule!, skills!, survey!, matter]);
    }

    private const string Administrator = "Eleanor Marsh";

    private async Task CheckAsync(string language, bool dark, string? agent, IEnumerable<string> addresses)
    {
        var problems = new List<string>();
        foreach (var (width, height) in ((int, int)[])[(1440, 900), (390, 844)])
        {
            var page = await product.OpenAsync(language, agent, width, height, dark);
            page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
            foreach (var address in addresses)
            {
                await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
                var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
                problems.AddRange(found.Violations.Select(violation => $"{address} {width}: {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                    problems.Add($"{address} {width}: scrolls sideways");
            }

            await page.Context.CloseAsync();
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
