using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>An agent reads a lesson, gets an exercise wrong, reads why, and gets it right; then talks with a simulated customer.</summary>
public sealed class AcademyTests(Product product)
{
    [Fact]
    [Trait("req", "ACAD-01")]
    [Trait("req", "LANG-01")]
    public async Task An_agent_gets_an_exercise_wrong_reads_why_and_gets_it_right()
    {
        var page = await product.OpenAsync("ja", "三浦 健");
        await page.GotoAsync("/inbox");
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("#palette-academy").ClickAsync();
        await page.ReachesAsync("**/academy");

        await page.Locator(".ac-course a[href='/academy/wording']").ClickAsync();
        await page.Locator("#lesson-taboo a").ClickAsync();
        await Expect(page.Locator("article")).ToContainTextAsync("大きく五つに分かれます");
        await page.GotoAsync("/academy/wording/taboo/taboo-vague");

        await page.Locator("#text").FillAsync("返金はたぶん大丈夫です。そのうちご連絡します。");
        await page.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#grade .ac-v-wrong")).ToBeVisibleAsync();
        await Expect(page.Locator("#grade")).ToContainTextAsync("LANG-01");
        await Expect(page.Locator("#due")).ToBeVisibleAsync();

        await page.Locator("#text").FillAsync("ご返金の件、ただいま経理に確認し、本日17時までに私からお電話いたします。");
        await page.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#grade .ac-v-right")).ToBeVisibleAsync();
        await Expect(page.Locator("#due")).ToBeVisibleAsync(); // right at once after a mistake still comes back
        var tomorrow = await page.Locator("#due").InnerTextAsync();

        // the next day it comes back by itself, and once it is right then, only days later again
        var due = page.Locator("#today a[href$='?today=1']");
        await page.GotoAsync("/academy");
        await Expect(due).ToHaveCountAsync(0);
        await product.PractisedYesterdayAsync("三浦 健");
        await page.GotoAsync("/academy");
        await due.ClickAsync();
        await page.ReachesAsync("**/taboo-vague?today=1");
        await page.Locator("#text").FillAsync("ご返金の件、ただいま経理に確認し、本日17時までに私からお電話いたします。");
        await page.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#grade .ac-v-right")).ToBeVisibleAsync();
        Assert.NotEqual(tomorrow, await page.Locator("#due").InnerTextAsync());
        await page.Locator("#next").ClickAsync();
        await page.ReachesAsync("**/academy");
        await Expect(due).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("req", "ACAD-05")]
    public async Task A_simulated_customer_calms_down_when_understood()
    {
        var page = await product.OpenAsync("zh-Hans", "陈立");
        await page.GotoAsync("/academy/role-plays/umbrella");
        await page.Locator("form:has([name=hints]) button").ClickAsync();

        await page.Locator("#line").FillAsync("您两手都提着东西，套袋子确实不方便，我理解。因为地面湿了怕有老人滑倒，我帮您拿着伞，好吗？");
        await page.Locator("#say button[type=submit]").ClickAsync();
        await Expect(page.Locator(".ac-em .on")).ToContainTextAsync("放心");
        await page.Locator("form:has(.btn-q) button", new PageLocatorOptions { HasText = "结束" }).ClickAsync();
        await Expect(page.Locator("#debrief")).ToContainTextAsync("逐句回顾");
    }

    [Fact]
    [Trait("req", "ACAD-05")]
    public async Task A_simulated_customer_who_is_insulted_leaves_and_the_debrief_says_what_would_have_served()
    {
        var page = await product.OpenAsync("en", "Gareth Rowlands");
        await page.GotoAsync("/academy/role-plays/umbrella");
        await page.Locator("[name=hints]").UncheckAsync();
        await page.Locator("form:has([name=hints]) button").ClickAsync();

        await page.Locator("#line").FillAsync("What on earth do you want?");
        await page.Locator("#say button[type=submit]").ClickAsync();
        await Expect(page.Locator("#talk .msg-me")).ToHaveCountAsync(1);
        await page.Locator("#line").FillAsync("If you can't afford it, don't look.");
        await page.Locator("#say button[type=submit]").ClickAsync();

        // nothing more can be said; each line has its reason and a better sentence, and it can be tried again
        await Expect(page.Locator("#debrief")).ToBeVisibleAsync();
        await Expect(page.Locator("#say")).ToHaveCountAsync(0);
        await Expect(page.Locator(".ac-em li").Last).ToHaveClassAsync("on");
        await Expect(page.Locator("#debrief .ac-lines > li")).ToHaveCountAsync(2);
        await Expect(page.Locator("#debrief .ac-ref")).ToHaveCountAsync(2);
        await Expect(page.Locator("#debrief .ac-lines")).ToContainTextAsync("LANG-01");
        await page.Locator("#debrief a[href='/academy/role-plays/umbrella']").ClickAsync();
        await Expect(page.Locator(".facts a")).ToHaveCountAsync(1);
    }
}
