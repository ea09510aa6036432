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
        await page.WaitForURLAsync("**/academy");

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
}
