using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A trainer changes a lesson and makes an exercise of a real conversation; learners have both once they are published.</summary>
public sealed class WritingTests(Product product)
{
    private const string Trainer = "许诺";
    private const string Learner = "陈立";

    [Fact]
    [Trait("req", "ACAD-01")]
    public async Task A_trainer_edits_a_lesson_publishes_it_and_a_learner_reads_it()
    {
        var trainer = await product.OpenAsync("zh-Hans", Trainer);
        var learner = await product.OpenAsync("zh-Hans", Learner);
        var mark = $"我们店里 {Guid.CreateVersion7():N}";
        await trainer.GotoAsync("/academy/listening");
        await trainer.Locator("a[href='/academy/write/listening']").ClickAsync();
        await trainer.Locator("a[href^='/academy/write/listening/lessons/rules']").ClickAsync();
        await trainer.Locator("#body").FillAsync($"先听完，再开口。**{mark}**\n\n<script>alert(1)</script>");
        await trainer.Locator("button[value=preview]").ClickAsync();
        await Expect(trainer.Locator("#preview strong").Filter(new LocatorFilterOptions { HasText = mark })).ToHaveCountAsync(1);
        await Expect(trainer.Locator("#preview script")).ToHaveCountAsync(0);
        await trainer.Locator(".form-f button[value=save]").ClickAsync();
        await trainer.ReachesAsync("**done=saved**");
        await learner.GotoAsync("/academy/listening/rules");
        await Expect(learner.Locator("article")).Not.ToContainTextAsync(mark); // a draft is nobody's lesson

        await trainer.GotoAsync("/academy/write/listening?in=zh-Hans");
        await trainer.Locator("#note").FillAsync("加上我们店里的说法");
        await trainer.Locator("#publish button[type=submit]").ClickAsync();
        await trainer.ReachesAsync("**done=published**");
        await learner.GotoAsync("/academy/listening/rules");
        await Expect(learner.Locator("article")).ToContainTextAsync(mark);

        await trainer.GotoAsync("/academy/write/listening/editions?from=0&to=1");
        await Expect(trainer.Locator("#editions")).ToContainTextAsync("加上我们店里的说法");
        await Expect(trainer.Locator(".wr-new").Filter(new LocatorFilterOptions { HasText = mark })).ToHaveCountAsync(1);
    }

    [Fact]
    [Trait("req", "ACAD-06")]
    public async Task A_conversation_becomes_an_exercise_without_its_names_and_a_learner_is_graded_on_it()
    {
        var agent = await product.OpenAsync("zh-Hans", "周予安");
        await agent.GotoAsync("/inbox?view=mine");
        var conversation = await agent.Locator("a.q:has([lang^='zh'])").First.GetAttributeAsync("href"); // its language is the exercise's
        var number = conversation!.Split('/', '?')[2];
        var trainer = await product.OpenAsync("zh-Hans", Trainer);
        await trainer.GotoAsync($"/academy/write/from/{number}");
        await Expect(trainer.Locator("#choose")).ToBeVisibleAsync();
        var said = await trainer.Locator("#choose .wr-lines .chk:has(b:text('客户')) input").CountAsync();
        Assert.True(said > 0);
        await trainer.Locator("#choose input[value=Write]").CheckAsync();
        await trainer.Locator("#choose .wr-lines .chk:has(b:text('客户')) input").First.CheckAsync();
        await trainer.Locator("#choose button[type=submit]").ClickAsync();

        // a person has the last look: whatever they see goes too
        await Expect(trainer.Locator("#passage")).ToBeVisibleAsync();
        await trainer.Locator("#also").FillAsync("净饮机\n台灯");
        await trainer.Locator("#replace button[value='3']").ClickAsync();
        await trainer.Locator("#customer").FillAsync("订单好几天还没到，孩子的生日就在明天。");
        await trainer.Locator("#model").FillAsync("让您等了三天，很抱歉。我现在就查物流，今天下午五点前给您打电话说明结果。");
        await trainer.Locator("#says").FillAsync("物流|快递|包裹");
        await trainer.Locator("input[name=checked]").CheckAsync();
        await trainer.Locator("#make button[value='4']").ClickAsync();
        await trainer.ReachesAsync("**/exercises/talk-*");
        await Expect(trainer.Locator("#tried .ac-y")).ToHaveCountAsync(1); // the model answer passes by the engine's own rules
        var written = new Uri(trainer.Url).AbsolutePath.Split('/');
        await trainer.GotoAsync($"/academy/write/{written[3]}");
        await Expect(trainer.Locator("#draft")).Not.ToContainTextAsync("发布前须解决");
        await trainer.Locator("#publish button[type=submit]").ClickAsync();
        await trainer.ReachesAsync("**done=published**");

        var learner = await product.OpenAsync("zh-Hans", Learner);
        await learner.GotoAsync($"/academy/{written[3]}");
        await learner.Locator($"a[href$='/{written[5]}']").ClickAsync();
        await Expect(learner.Locator(".msg .bub")).ToHaveTextAsync("订单好几天还没到，孩子的生日就在明天。");
        await learner.Locator("#text").FillAsync("应该没问题，改天我再和您联系。");
        await learner.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(learner.Locator("#grade .ac-v-wrong")).ToBeVisibleAsync();
        await learner.Locator("#text").FillAsync("让您等了三天，很抱歉。我现在就查物流，今天下午五点前给您打电话说明结果。");
        await learner.Locator("#answer-form button[type=submit]").ClickAsync();
        await Expect(learner.Locator("#grade .ac-v-right")).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("req", "BODY-16")]
    public async Task Two_colleagues_fill_their_table_and_each_sees_the_others_line_at_once()
    {
        var one = await product.OpenAsync("zh-Hans", "周予安");
        var other = await product.OpenAsync("zh-Hans", "林悦");
        await one.GotoAsync("/academy/body-table");
        await other.GotoAsync("/academy/body-table");
        var line = $"先点头再开口 {Guid.CreateVersion7():N}";

        await one.Locator("#aspect").SelectOptionAsync("BODY-04");
        await one.Locator("#text").FillAsync(line);
        await one.Locator("#add button[type=submit]").ClickAsync();

        await Expect(one.Locator("#BODY-04")).ToContainTextAsync(line);
        await Expect(other.Locator("#BODY-04")).ToContainTextAsync(line); // without being asked again
        await Expect(other.Locator("#BODY-04")).ToContainTextAsync("周予安");
    }
}
