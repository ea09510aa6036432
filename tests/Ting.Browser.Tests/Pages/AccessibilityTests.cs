using Ting.Browser.Tests.Support;

namespace Ting.Browser.Tests.Pages;

/// <summary>What customers and agents open.</summary>
public sealed class AccessibilityTests(Product product) : AccessibilityChecks(product)
{
    private static readonly string[] Open = ["/sign-in", "/demo/shop", "/demo/shop?brand=hanare", "/demo/shop?brand=harbour", "/magazine", "/magazine/1", "/magazine/leave/x", "/community", "/community?board=Question&q=40", "/community/new", "/nowhere"];
    private static readonly string[] Desk = ["/inbox?view=all", "/inbox?view=mine", "/people", "/people/calendar", "/products", "/people/review", "/organisations", "/cases?view=all", "/cases/board", "/cases/tasks", "/promises?view=all", "/promises?view=kept", "/phrases", "/account", "/search?q=退款", "/guide", "/docs/api", "/academy", "/academy/wording", "/academy/wording/taboo", "/academy/wording/taboo/taboo-find", "/academy/wording/taboo/taboo-sort", "/academy/wording/taboo/taboo-vague", "/academy/listening-test", "/academy/voice", "/academy/voice/stress?manner=5", "/academy/voice/call", "/academy/field-service", "/academy/role-plays/umbrella", "/conversations/new?q=林", "/conversations/new?new=true", "/inbox?view=all&pick=1", "/follow-ups?view=all", "/reviews", "/academy/journal", "/inbox/views", "/inbox/views/new?view=due", "/academy/body-table"];
    private static readonly string[] Sheets = ["handover", "merge", "split", "forward"];

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var page = await Product.OpenAsync("en");
        await page.AddInitScriptAsync(Axe);
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\"><p style=\"color:#bbb;background:#fff\">pale</p>')");

        Assert.Contains(await ViolationsAsync(page, Rules), violation => violation.StartsWith("image-alt", StringComparison.Ordinal));
        Assert.Contains(await ViolationsAsync(page, ColourRules), violation => violation.StartsWith("color-contrast", StringComparison.Ordinal));
    }

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
        var page = await Product.OpenAsync(language, "周予安", dark: dark);
        await page.GotoAsync("/inbox?view=all");
        var conversation = await page.Locator("a.q").First.GetAttributeAsync("href");
        await page.GotoAsync("/people");
        var person = await page.Locator("main a[href^='/people/0']").First.GetAttributeAsync("href");
        await page.GotoAsync("/academy/voice");
        var takes = await page.Locator("main a[href^='/academy/voice/takes/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        await page.GotoAsync("/academy/role-plays/umbrella");
        var pair = await page.Locator("#pairs-before a").First.GetAttributeAsync("href");
        await page.GotoAsync("/inbox?view=mine");
        var own = await page.Locator("a.q").First.GetAttributeAsync("href");
        await page.GotoAsync(own!);
        var recordings = await page.Locator("a[href^='/recordings/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        await page.GotoAsync("/inbox?view=mentions");
        var links = new List<string>();
        foreach (var mention in await page.Locator("a.q").EvaluateAllAsync<string[]>("rows => rows.slice(0, 5).map(row => row.getAttribute('href'))"))
        {
            await page.GotoAsync(mention.Replace("?", "/forward?", StringComparison.Ordinal));
            links.AddRange(await page.Locator("#forwards a[href*='/forward/']").EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.href).pathname)"));
        }

        await page.GotoAsync("/inbox/views");
        var view = await page.Locator("main a[href^='/inbox?saved=']").First.GetAttributeAsync("href");
        await page.Context.CloseAsync();
        Assert.NotEmpty(links);

        await CheckAsync(language, dark, "周予安", [.. Desk, links[0], .. recordings.Take(1), own!.Replace("?", "/recordings?", StringComparison.Ordinal), conversation!, person!, $"{person}/merge", view!, pair!, .. takes.Take(2), .. Sheets.Select(sheet => conversation!.Replace("?", $"/{sheet}?", StringComparison.Ordinal))]);
    }
}
