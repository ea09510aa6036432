using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>Whether service was good: a sheet that is disputed, graders who calibrate, and the dimension that customers miss most.</summary>
public sealed class QualityTests(Product product)
{
    private const string Everything = """
        (form, [fails, verdict]) => {
          for (const sheet of form.querySelectorAll("fieldset.rv-f")) {
            const wanted = sheet.id === `criterion-${fails}` ? "Failed" : verdict
            const box = sheet.querySelector(`input[value="${wanted}"]`) ?? sheet.querySelector('input[value="Passed"]')
            box.checked = true
            sheet.querySelector("select").selectedIndex = 1
          }
        }
        """;

    [Fact]
    [Trait("req", "TEAM-06")]
    public async Task A_supervisor_reviews_the_agent_disputes_and_graders_calibrate()
    {
        var agent = await product.OpenAsync("zh-Hans", "周予安");
        await agent.GotoAsync("/reviews");
        var address = await agent.Locator("tbody a[href^='/reviews/']").First.GetAttributeAsync("href");
        var lead = await product.OpenAsync("zh-Hans", "陈静");
        await lead.GotoAsync($"{address}?from=engine");
        await FillAsync(lead, "clear", "Passed");
        await lead.Locator("#criterion-clear input.in").FillAsync("三件事挤在一句里");
        await lead.Locator("form:has(#note) button[type=submit]").ClickAsync();
        await Expect(lead.Locator("#history")).ToContainTextAsync("陈静");

        // the agent reads what was said, and sees it otherwise
        await agent.GotoAsync(address!);
        await Expect(agent.Locator("#criterion-clear")).ToContainTextAsync("三件事挤在一句里");
        await agent.Locator("#d-criterion").SelectOptionAsync("clear");
        await agent.Locator("#d-reason").FillAsync("顾客问的就是这三件事，分开答了三句。");
        await agent.Locator("#dispute button[type=submit]").ClickAsync();
        await Expect(agent.Locator("#dispute")).ToBeHiddenAsync();

        await lead.GotoAsync(address!);
        await Expect(lead.Locator("#history")).ToContainTextAsync("分开答了三句");
        await lead.Locator("#decide input[value=true]").CheckAsync(new LocatorCheckOptions { Force = true });
        await lead.Locator("#s-criterion").SelectOptionAsync("clear");
        await lead.Locator("#s-verdict").SelectOptionAsync("Passed");
        await lead.Locator("#s-reason").FillAsync("看了原话，你说得对。");
        await lead.Locator("#decide button[type=submit]").ClickAsync();
        await Expect(lead.Locator("#history")).ToContainTextAsync("看了原话，你说得对。");
        await agent.GotoAsync(address!);
        await Expect(agent.Locator("#history")).ToContainTextAsync("看了原话，你说得对。");

        // two of them score the same two conversations without seeing each other's sheets
        var name = $"校准 {Guid.CreateVersion7():N}";
        await lead.GotoAsync("/reviews/calibrations");
        await lead.Locator("#name").FillAsync(name);
        await lead.Locator("#count").FillAsync("2");
        await lead.Locator("form:has(#name) button[type=submit]").ClickAsync();
        await lead.ReachesAsync("**/reviews/calibrations/*");
        var session = lead.Url;
        var second = await product.OpenAsync("zh-Hans", "Eleanor Marsh");
        foreach (var place in (int[])[1, 2])
        {
            await GradeAsync(lead, $"{session}/{place}", place == 1 ? "clear" : "image");
            await GradeAsync(second, $"{session}/{place}", place == 1 ? "clear" : "request");
        }

        await lead.GotoAsync(session);
        lead.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await lead.Locator(".head-a form button[type=submit]").ClickAsync();
        await Expect(lead.Locator("thead").First).ToContainTextAsync("α");
        await Expect(lead.Locator("main")).ToContainTextAsync("Eleanor Marsh");
    }

    [Fact]
    [Trait("req", "SQ-05")]
    [Trait("req", "SQ-08")]
    public async Task A_manager_finds_the_weakest_dimension_reads_the_answers_and_attaches_an_action()
    {
        var page = await product.OpenAsync("zh-Hans", "沈若岚");
        await page.GotoAsync("/surveys");
        await page.Locator("main a").Filter(new LocatorFilterOptions { HasText = "SERVQUAL" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("SERVQUAL"); // the list has links to results as well
        await page.Locator("a[href$='/results']").First.ClickAsync();
        var weakest = page.Locator("main h3").First;
        await Expect(weakest).ToBeVisibleAsync();
        var dimension = await weakest.InnerTextAsync();
        await Expect(page.Locator(".st-row")).ToContainTextAsync(dimension);

        await page.Locator(".st-row a[href*='/responses']").First.ClickAsync();
        await Expect(page.Locator(".rs").First).ToBeVisibleAsync();
        await page.GoBackAsync();

        var title = $"等待时主动报进度 {Guid.CreateVersion7():N}";
        await page.Locator("main a[href*='/gaps']").Last.ClickAsync();
        await page.Locator("#title").FillAsync(title);
        await page.Locator("#gap").SelectOptionAsync("3");
        await page.Locator("#dimension").SelectOptionAsync(new SelectOptionValue { Label = dimension });
        await page.Locator("#owner").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("form:has(#title) button[type=submit]").ClickAsync();
        var action = page.Locator("tr").Filter(new LocatorFilterOptions { HasText = title });
        await Expect(action).ToContainTextAsync(dimension);
    }

    [Fact]
    [Trait("req", "TEAM-06")]
    [Trait("req", "ACAD-01")]
    public async Task A_review_that_failed_leads_to_a_lesson_and_the_next_conversation_is_measured_again()
    {
        var desk = await Desk.OpenAsync(product, "zh-Hans", "林悦");
        var first = await AnswerAsync(desk, "改天我再和您联系。");

        var lead = await product.OpenAsync("zh-Hans", "陈静");
        await ReviewedAsync(lead, first);
        await Expect(lead.Locator("#criterion-clear .rv-e")).ToContainTextAsync("未达到");
        await Expect(lead.Locator("#criterion-clear blockquote")).ToContainTextAsync("改天我再和您联系");
        await lead.Locator("li:has(a[href='/academy/wording'])").Filter(new LocatorFilterOptions { HasText = "说得具体" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(lead.Locator("#history")).ToContainTextAsync("陈静");

        // the agent is told why, and practises just that
        var page = desk.Page;
        await page.GotoAsync("/academy");
        await Expect(page.Locator("#today")).ToContainTextAsync($"#{first}");
        await page.Locator("#today a[href='/academy/wording']").First.ClickAsync();
        await page.GotoAsync("/academy/wording/taboo/taboo-vague");
        await page.Locator("#text").FillAsync("退款的事我现在就去问财务，今天17点前给您打电话告知结果。");
        await page.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#grade .ac-v-right")).ToBeVisibleAsync();

        // the same criterion, met in the next conversation
        var second = await AnswerAsync(desk, "我已经问过仓库，今天17点前给您打电话告知结果。");
        await ReviewedAsync(lead, second);
        await Expect(lead.Locator("#criterion-clear .rv-e .tag").First).ToHaveTextAsync("达到");
    }

    // A customer asks, the agent answers, and it is over; the number of the conversation.
    private async Task<string> AnswerAsync(Desk desk, string answer)
    {
        var name = $"核{Guid.CreateVersion7().ToString("N")[^6..]}";
        var customer = await ChatWindow.OpenAsync(product, "zh-Hans", "hemu");
        await customer.BeginAsync(name);
        await customer.SayAsync("我的柜子缺一块板，什么时候能补？");
        await desk.Page.GotoAsync(await product.UnassignedAsync("hemu"));
        await desk.Row(name).ClickAsync();
        await Expect(desk.Bubble("缺一块板")).ToBeVisibleAsync();
        await desk.WriteAsync(answer);
        await desk.SendAsync();
        await Expect(customer.Log).ToContainTextAsync(answer);
        var number = new Uri(desk.Page.Url).Segments[^1];
        await desk.ResolveAsync();
        await customer.Page.Context.CloseAsync();
        return number;
    }

    // The engine looks once the conversation is over.
    private static async Task ReviewedAsync(IPage page, string number)
    {
        for (var tries = 0; (await page.GotoAsync($"/reviews/{number}"))!.Status != 200 && tries < 40; tries++)
            await page.WaitForTimeoutAsync(500);
        await Expect(page.Locator("#criterion-clear")).ToBeVisibleAsync();
    }

    private static async Task GradeAsync(IPage page, string address, string fails)
    {
        await page.GotoAsync(address);
        await FillAsync(page, fails, "Passed");
        await page.Locator("form:has(fieldset.rv-f) button[type=submit]").Last.ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(address);
    }

    // As somebody does who ticks one box after another.
    private static async Task FillAsync(IPage page, string fails, string verdict)
    {
        var form = page.Locator("form:has(fieldset.rv-f)");
        await form.EvaluateAsync(Everything, new[] { fails, verdict });
        await form.Locator($"#criterion-{fails} input.in").FillAsync("见原话");
    }
}
