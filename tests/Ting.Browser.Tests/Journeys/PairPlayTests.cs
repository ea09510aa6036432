using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A trainer is the customer, a learner answers, each on a screen of their own.</summary>
public sealed class PairPlayTests(Product product)
{
    [Fact]
    [Trait("req", "ACAD-05")]
    public async Task What_one_says_the_other_sees_at_once_and_a_half_written_line_stays()
    {
        var trainer = await product.OpenAsync("en", "许诺");
        var learner = await product.OpenAsync("en", "Mel Ashworth", width: 390, height: 844);
        await learner.GotoAsync("/academy");
        await trainer.GotoAsync("/academy/role-plays/network");
        await trainer.Locator("#learner").SelectOptionAsync(new SelectOptionValue { Label = "Mel Ashworth" });
        await trainer.Locator("#invite button[type=submit]").ClickAsync();
        await trainer.ReachesAsync("**/academy/pairs/*");

        // the invitation comes by itself, and so does the acceptance
        await learner.Locator("#pair-invites a").Filter(new LocatorFilterOptions { HasText = "Open" }).First.ClickAsync();
        await learner.Locator("#answer button[value=true]").ClickAsync();
        await trainer.Locator("#line").FillAsync("It has failed three times");

        await learner.Locator("#line").FillAsync("I'm sorry, I can see why you are angry.");
        await learner.Locator("#say button[type=submit]").ClickAsync();
        await Expect(trainer.Locator("#talk")).ToContainTextAsync("I can see why you are angry.");
        await trainer.Locator(".ac-em button[value='2']").ClickAsync();
        await Expect(trainer.Locator(".ac-em button[value='2']")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(learner.Locator(".ac-em li").First).ToHaveClassAsync("on");
        await Expect(trainer.Locator("#line")).ToHaveValueAsync("It has failed three times");

        await trainer.Locator("#say button[type=submit]").ClickAsync();
        await Expect(learner.Locator("#talk")).ToContainTextAsync("It has failed three times");
        await trainer.Locator("#end button[value=Well]").ClickAsync();
        await Expect(trainer.Locator("#debrief")).ToBeVisibleAsync();
        await Expect(learner.Locator("#debrief")).ToBeVisibleAsync();
        Assert.Equal(await trainer.Locator("#h-debrief + *, #debrief .card-h").First.InnerTextAsync(), await learner.Locator("#h-debrief + *, #debrief .card-h").First.InnerTextAsync());
    }
}
