using Ting.Browser.Tests.Support;

namespace Ting.Browser.Tests.Pages;

/// <summary>What those open who lead and administer.</summary>
public sealed class AdministrationAccessibilityTests(Product product) : AccessibilityChecks(product)
{
    private const string Administrator = "Eleanor Marsh";

    private static readonly string[] Administration =
    [
        "/insights?period=90d&compare=1",
        "/insights/rows?number=received&period=30d",
        "/settings",
        "/settings/team",
        "/settings/workspace",
        "/settings/shortcuts",
        "/settings/teams",
        "/settings/roles",
        "/settings/inboxes",
        "/settings/labels",
        "/settings/keys",
        "/settings/routing",
        "/board",
        "/surveys",
        "/academy/team",
        "/cases/analysis",
        "/cases/causes",
        "/cases/new",
        "/people/import",
        "/people/value",
        "/settings/gestures",
        "/settings/value",
        "/settings/automation",
        "/settings/recordings",
        "/settings/policies",
        "/settings/fans",
        "/fans/magazine",
        "/fans/magazine/new",
        "/fans/subscribers",
        "/fans/community",
        "/fans/community?view=shown",
        "/settings/fields",
        "/settings/fields/new?kind=Choice",
        "/people/segments",
        "/surveys/ask",
        "/automation/runs",
        "/reviews?view=queue",
        "/reviews/scorecards",
        "/reviews/calibrations",
        "/reviews/figures",
        "/insights/moments",
        "/insights/moments/first?period=90d&show=all",
        "/insights/moments/effort",
        "/insights/moments/cues",
        "/insights/moments/cues/new",
        "/insights/moments/solutions",
        "/insights/moments/weights",
        "/insights/moments/touchpoints/new",
        "/insights/chain",
        "/insights/ideas",
        "/insights/ideas/new",
        "/insights/wording",
        "/insights/wording?outcome=Escalated",
        "/insights/wording/rows",
        "/insights/chain?step=Month&count=12",
        "/insights/chain/sources",
        "/insights/chain/values?link=Profit&step=Month",
        "/insights/reports",
        "/insights/reports/new",
        "/academy/homework",
        "/academy/write",
        "/academy/write/wording",
        "/academy/write/wording/lessons/taboo",
        "/academy/write/wording/exercises/taboo-find",
        "/academy/write/wording/exercises/taboo-vague?as=text",
        "/academy/write/wording/editions?from=0&to=1",
        "/insights/axes",
        "/insights/axes/group?group=all",
        "/insights/axes/rows?group=all&source=Wording",
        "/settings/processes",
        "/settings/processes/new",
        "/insights/public-voice?weeks=8",
        "/insights/public-voice/sources",
        "/insights/public-voice/sources/new",
        "/insights/public-voice/import",
    ];

    [Theory]
    [InlineData("zh-Hans", true)]
    [InlineData("ja", false)]
    [InlineData("en", false)]
    public async Task Pages_of_those_who_lead_and_administer(string language, bool dark)
    {
        var page = await Product.OpenAsync(language, Administrator, dark: dark);
        await page.GotoAsync("/settings/routing");
        var rule = await page.Locator("a[href^='/settings/routing/']").First.GetAttributeAsync("href");
        var skills = await page.Locator("a[href$='/skills']").First.GetAttributeAsync("href");
        await page.GotoAsync("/surveys");
        var survey = await page.Locator("main a[href^='/surveys/0']").First.GetAttributeAsync("href");
        await page.GotoAsync("/inbox/views");
        var view = await page.Locator("main a[href^='/inbox?saved=']").First.GetAttributeAsync("href");
        await page.GotoAsync("/cases?view=all");
        var matter = await page.Locator("main a[href^='/cases/']").EvaluateAllAsync<string>("links => links.map(it => it.getAttribute('href')).find(it => /\\/cases\\/\\d/.test(it))");
        await page.GotoAsync("/settings/automation");
        var automation = await page.Locator("main a[href^='/settings/automation/0']").First.GetAttributeAsync("href");
        await page.GotoAsync("/reviews");
        var review = await page.Locator("main a[href^='/reviews/']").EvaluateAllAsync<string>("links => links.map(it => it.getAttribute('href')).find(it => /\\/reviews\\/\\d/.test(it))");
        await page.GotoAsync("/reviews/scorecards");
        var scorecard = await page.Locator("main a[href^='/reviews/scorecards/0']").First.GetAttributeAsync("href");
        await page.GotoAsync("/people/segments");
        var segment = await page.Locator("main a[href^='/people/segments/0'][href$='/edit']").First.GetAttributeAsync("href");
        await page.Context.CloseAsync();

        await CheckAsync(language, dark, Administrator, [.. Administration, rule!, skills!, survey!, $"/surveys/ask?survey={survey!.Split('/')[2]}&of=view:{view!.Split('=')[1]}", matter, automation!, $"{automation}/try", review, scorecard!, segment!, segment!.Replace("/edit", "", StringComparison.Ordinal)]);
    }
}
