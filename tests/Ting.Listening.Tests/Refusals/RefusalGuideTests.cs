namespace Ting.Listening.Tests;

public sealed class RefusalGuideTests
{
    private const string Ask = "这个耳机能退吗";

    [Fact, Trait("req", "REF-01")]
    public void A_refusal_is_led_step_by_step()
    {
        List<DialogueTurn> turns = [new(true, Ask)];
        Assert.Equal(RefusalStep.AskPurpose, RefusalGuide.Next(turns, "zh")!.Step);

        turns.AddRange([new(false, "方便告诉我您打算怎么用它吗？"), new(true, "戴着耳朵疼")]);
        Assert.Equal(RefusalStep.FirmButCareful, RefusalGuide.Next(turns, "zh")!.Step);

        turns.AddRange([new(false, "这副因为已经拆封，恐怕退不了；我可以给您换一副轻的，今天就寄，您看好吗？"), new(true, "为什么拆了就不行")]);
        Assert.Equal(RefusalStep.TakeBlameAndExplain, RefusalGuide.Next(turns, "zh")!.Step);

        turns.Add(new(false, "没有提前跟您说清楚，真对不起。因为耳机是贴身的东西，拆封以后为了卫生就不能再卖，所以退不了。"));
        Assert.Null(RefusalGuide.Next(turns, "zh"));
    }

    [Fact, Trait("req", "REF-01")]
    public void A_bare_no_does_no_step_and_asking_after_it_comes_too_late()
    {
        List<DialogueTurn> turns = [new(true, Ask), new(false, "不能退，这是公司的规定。"), new(true, "凭什么"), new(false, "您打算拿它做什么？")];

        Assert.All(RefusalGuide.Steps(turns, "zh"), step => Assert.Equal(step.Step == RefusalStep.AskPurpose && step.Done, step.Done));
        Assert.False(RefusalGuide.Steps(turns, "zh")[1].Done);
        Assert.False(RefusalGuide.Steps(turns, "zh")[2].Done);
        Assert.False(RefusalGuide.Steps(turns[..2], "zh")[0].Done);
    }

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "REF-01")]
    public void Every_step_has_advice_and_an_example_that_passes_the_coach(string language) =>
        Assert.All(RefusalGuide.Steps([], language), step =>
        {
            Assert.False(step.Done);
            Assert.Equal(language, Listener.Read(step.Advice).Language);
            Assert.Equal(language, Listener.Read(step.Example).Language);
            Assert.DoesNotContain(Coach.Review(step.Example, [language switch { "zh" => Ask, "ja" => "返品できますか", _ => "Can I return it?" }], language).Findings, finding => finding.Severity != Severity.Hint);
        });

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "REF-01")]
    public void The_examples_themselves_do_their_steps(string language)
    {
        var steps = RefusalGuide.Steps([], language);
        var turns = new List<DialogueTurn> { new(true, language switch { "zh" => Ask, "ja" => "返品できますか", _ => "Can I return it?" }) };
        foreach (var step in steps)
        {
            Assert.Equal(step.Step, RefusalGuide.Next(turns, language)!.Step);
            turns.Add(new(false, step.Example));
        }

        Assert.Null(RefusalGuide.Next(turns, language));
    }

    /// <summary>The bronze pipe: sold as Victorian, called a fake by a collector, found genuine by the shop's best expert.</summary>
    [Theory, Trait("req", "REF-05")]
    [InlineData("zh", "我在你们店买的铜烟斗，收据上写着维多利亚时期，收藏家说是假的。我要退款，还要赔偿！",
        "王先生，您花了市价买心爱的东西，听到这样的说法，心里一定很难受，我很理解，也很抱歉让您这样担心。因为我们最好的专家重新鉴定后确认它是真品，所以退款和赔偿这次没办法给您。我想请您信任的另一位鉴定师一起再看一次，费用由我们出，这周五下午三点您方便吗？",
        "不可能是假的，您转手没赚到钱就来怪我们吗？按规定古董概不退换，您想告就去告。")]
    [InlineData("ja", "そちらで買った銅のパイプ、領収書にはビクトリア朝とあるのに、収集家に偽物と言われました。返金と賠償を求めます。",
        "王様、大切なお品について思いがけないことを言われ、さぞご心配のことと存じます。ご不安な思いをおかけし、申し訳ございません。当店の鑑定士が改めて調べ、本物と確認いたしましたため、返金はいたしかねます。王様がお選びの鑑定士にも見ていただき、費用は当店が負担いたしますが、今週金曜の午後三時はいかがでしょうか。",
        "偽物のはずがありません。転売できなかったのはお客様のせいでしょう。規則なので返品不可です。訴えたければどうぞ。")]
    [InlineData("en", "The bronze pipe you sold me as Victorian is a fake, a collector says. I want my money back and damages!",
        "Dear Mr Wang, it must have been a shock to hear that about a piece you chose with care, and I am sorry for the worry. Our best expert has examined it again and found it genuine, which is why we can't refund it. I would like a second expert of your choice to look at it at our cost; would Friday at three suit you?",
        "It can't be fake. You just couldn't resell it, and that's your own fault. Rules are rules: no returns. So sue us.")]
    public void A_claim_that_is_not_founded_can_be_refused_kindly(string language, string claim, string kind, string harsh)
    {
        var good = Coach.Review(kind, [claim], language);
        var bad = Coach.Review(harsh, [claim], language);

        Assert.True(good is { Apology: true, ReasonGiven: true, Empathy: not null });
        Assert.DoesNotContain(good.Findings, finding => finding.Severity != Severity.Hint);
        Assert.Contains(bad.Findings, finding => finding.Severity != Severity.Hint);
        Assert.True(good.Score > bad.Score, $"{good.Score} against {bad.Score}");
    }
}
