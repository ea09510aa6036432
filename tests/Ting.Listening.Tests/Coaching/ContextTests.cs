namespace Ting.Listening.Tests;

public sealed class ContextTests
{
    [Theory, Trait("req", "TRAP-04")]
    [InlineData("我理解您的心情，但是这是不可能的")]
    [InlineData("非常抱歉，但是不能退")]
    public void But_between_an_acknowledgement_and_a_refusal_warns(string text) =>
        Assert.Contains(Coach.Review(text, language: "zh").Findings, finding => finding is { Category: "negation", Severity: Severity.Warn });

    [Theory, Trait("req", "TRAP-04")]
    [InlineData("真对不起没有货了,但我可以问问其他维修站")]
    [InlineData("您刚才写的是“我理解，但是这不可能”，我记下了。")]
    [InlineData("> 但是这是不可能的\n您引用的这句，我来帮您核实。")]
    [InlineData("我愿意帮助您，但首先我需要您的订单号。")]
    public void But_before_an_offer_or_inside_a_quotation_is_fine(string text) => Assert.Empty(Coach.Review(text, language: "zh").Findings);

    [Fact, Trait("req", "TRAP-05")]
    public void An_apology_for_a_wait_gets_a_hint_only()
    {
        var finding = Assert.Single(Coach.Review("很抱歉让您久等，您的订单今天下午三点送到。", ["我的订单到哪了"], "zh").Findings);

        Assert.Equal(Severity.Hint, finding.Severity);
        Assert.Equal("非常感谢您的耐心等待", finding.Suggestion);
    }

    [Fact, Trait("req", "TRAP-05")]
    public void An_angry_customer_is_owed_the_apology() =>
        Assert.Empty(Coach.Review("很抱歉让您久等，您的订单今天下午三点送到。", ["你们太过分了！骗子！等了五天还没发货，我要投诉你们！"], "zh").Findings);

    [Theory, Trait("req", "LANG-14")]
    [InlineData("You're wrong, it was Tuesday.")]
    [InlineData("No, you are mistaken. We sent it on Monday.")]
    public void Telling_a_customer_that_they_are_wrong_warns(string text) =>
        Assert.Contains(Coach.Review(text, language: "en").Findings, finding => finding is { Rule: "LANG-14", Severity: Severity.Warn });

    [Theory, Trait("req", "LANG-14")]
    [InlineData("I don't think you're wrong at all, and I will check the date with the depot before noon today.")]
    public void Who_says_that_they_are_not_does_not(string text) => Assert.DoesNotContain(Coach.Review(text, language: "en").Findings, finding => finding.Rule == "LANG-14");

    [Theory, Trait("req", "LANG-07")]
    [InlineData("听着真让人着急，我马上帮您查，五分钟内回您。")]
    [InlineData("听着就很累，辛苦您了，我现在就帮您改签。")]
    public void Hearing_how_it_is_for_them_is_not_an_order_to_listen(string text) => Assert.DoesNotContain(Coach.Review(text, language: "zh").Findings, finding => finding.Rule == "LANG-07");

    [Fact, Trait("req", "LANG-09")]
    public void A_bare_refusal_lacks_its_reason_and_one_with_a_reason_does_not()
    {
        Assert.Contains("noReason", TabooTests.Categories("No refunds.", "en"));
        Assert.DoesNotContain("noReason", TabooTests.Categories("I can't refund it because the seal is broken, but I can repair it today.", "en"));
    }

    [Fact, Trait("req", "LANG-09")]
    public void A_recommendation_needs_a_reason()
    {
        Assert.Contains("noReason", TabooTests.Categories("B案がおすすめです。", "ja"));
        Assert.DoesNotContain("noReason", TabooTests.Categories("音が静かなので、B案がおすすめです。", "ja"));
    }

    [Theory, Trait("req", "ASK-04")]
    [InlineData("zh", "需要我帮忙吗?")]
    [InlineData("zh", "您喜欢红色还是绿色?")]
    [InlineData("zh", "这是您想要的牌子吗?")]
    [InlineData("zh", "这是自用还是送礼?")]
    [InlineData("zh", "您是否要用信用卡提款?")]
    [InlineData("zh", "您看到了我们优惠品没有?")]
    [InlineData("zh", "您是否喜欢办理信用卡呢?")]
    [InlineData("zh", "您看过这作者的书没有?")]
    [InlineData("zh", "您的东西是否已经全买齐了?")]
    [InlineData("en", "Need any help?")]
    [InlineData("ja", "何かお探しですか。")]
    public void A_question_that_no_ends_gets_an_open_one(string language, string text)
    {
        var finding = Coach.Review(text, language: language).Findings.Single(finding => finding.Category == "conversationEndingQuestion");

        Assert.NotNull(finding.Suggestion);
        Assert.Empty(Coach.Review(Coach.Review(text, language: language).Rewrite!, language: language).Findings);
    }

    [Theory, Trait("req", "ASK-04")]
    [InlineData("我可以怎样帮助您?")]
    [InlineData("您喜欢哪种颜色?")]
    [InlineData("您为什么比较喜欢那牌子?")]
    [InlineData("您在为哪一位买东西?")]
    [InlineData("您希望用哪种提款方式?")]
    public void A_question_that_keeps_the_talk_going_is_fine(string text) => Assert.Empty(Coach.Review(text, language: "zh").Findings);

    [Fact, Trait("req", "ASK-04")]
    public void A_fault_may_be_narrowed_down_with_an_either_or_question() =>
        Assert.Empty(Coach.Review("声音是从上面还是下面传出来的？", ["洗衣机坏了，一脱水就响，吵死了"], "zh").Findings);

    [Fact]
    public void A_repeated_content_counts_as_paraphrase()
    {
        Assert.True(Coach.Review("洗衣机脱水时声音很大，我来帮您查。", ["洗衣机一脱水声音就很大"], "zh").Paraphrase);
        Assert.False(Coach.Review("好的，我来帮您查。", ["洗衣机一脱水声音就很大"], "zh").Paraphrase);
    }

    [Theory]
    [InlineData("zh"), InlineData("ja"), InlineData("en")]
    public void Explanations_come_in_the_language_asked_for(string language) =>
        Assert.Equal(language, Reads(Coach.Review("我没办法", language: "zh", explainIn: language).Findings[0].Why));

    [Fact]
    public void The_parts_of_the_score_sum_to_it()
    {
        var review = Coach.Review("这是公司的规定，你自己看说明书。", ["怎么退货"], "zh");

        Assert.Equal(review.Score, review.ScoreParts.Values.Sum());
        Assert.True(review.Score < Coach.Review("您好，我今天下午三点前给您打电话，好吗？", ["怎么退货"], "zh").Score);
    }

    private static string Reads(string text) => Listener.Read(text).Language;
}
