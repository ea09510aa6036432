namespace Ting.Listening.Tests;

[Trait("req", "POL-01")]
public sealed class PolicyCheckTests
{
    [Theory]
    [InlineData("你们的快递摔坏了我的花瓶，太过分了，我要投诉！", "我帮您查一下物流。")]
    [InlineData("花瓶が割れて届きました。どうなっているんですか。", "配送状況をお調べします。")]
    [InlineData("The vase arrived broken and nobody answers. This is outrageous!", "I will look into the delivery for you.")]
    public void Whoever_complains_hears_first_that_we_are_sorry(string customer, string draft)
    {
        var finding = Assert.Single(PolicyCheck.Review(draft, [customer], apologiseFirst: true, trust: false));

        Assert.Equal((PolicyCheck.ApologyRule, "policy", Severity.Warn, 0), (finding.Rule, finding.Category, finding.Severity, finding.Start));
        Assert.Equal(draft.Substring(finding.Start, finding.Length), finding.Text);
        var better = draft[..finding.Start] + finding.Suggestion + draft[(finding.Start + finding.Length)..];
        Assert.Empty(PolicyCheck.Review(better, [customer], apologiseFirst: true, trust: false)); // what is offered keeps the policy
        Assert.Empty(PolicyCheck.Review(draft, [customer], apologiseFirst: false, trust: true));
    }

    [Theory]
    [InlineData("你们的快递摔坏了我的花瓶，太过分了，我要投诉！", "您好，给您添麻烦了，非常抱歉。我这就查物流。")]
    [InlineData("花瓶が割れて届きました。どうなっているんですか。", "お問い合わせありがとうございます。この度はご迷惑をおかけし、申し訳ございません。すぐにお調べします。")]
    [InlineData("The vase arrived broken and nobody answers. This is outrageous!", "Hello Ms Lin. I'm sorry that it broke. I will look into it today.")]
    [InlineData("请问有紫色的吗？", "有的，紫色还有三个。")]
    [InlineData("Do you have it in purple?", "Yes, three of them.")]
    [InlineData("紫のものはありますか。", "はい、三つございます。")]
    [InlineData("", "Yes, three of them.")]
    public void Nothing_is_said_where_one_is_sorry_or_nobody_complains(string customer, string draft) =>
        Assert.Empty(PolicyCheck.Review(draft, customer.Length == 0 ? [] : [customer], apologiseFirst: true, trust: true));

    [Theory]
    [InlineData("您好,我的烤箱怎么还没发货,订单HM20535601", "我帮您查一下。", Severity.Hint)]
    [InlineData("小户型客厅", "那小号合适，因为它占地小。", null)]
    [InlineData("大人です。", "かしこまりました。追加料金は18,000円でございます。", null)]
    [InlineData("just sent it in the form", "Got it, it is going to Cardiff now.", null)]
    [InlineData("新买的不粘锅，第一次洗就洗出来铁屑，我孩子差点吃进去", "我看一下图片。", Severity.Warn)]
    public void Who_may_only_be_complaining_is_hinted_at_and_who_hardly_is_not(string customer, string draft, Severity? expected) =>
        Assert.Equal(expected, PolicyCheck.Review(draft, [customer], apologiseFirst: true, trust: false).SingleOrDefault()?.Severity);

    [Fact]
    public void Being_sorry_at_the_very_end_is_not_first()
    {
        var finding = Assert.Single(PolicyCheck.Review(
            "The parcel left on Monday. It was handed to the carrier at nine. The carrier confirmed it at ten. The box was of the usual kind. Sorry.",
            ["The vase arrived broken and nobody answers. This is outrageous!"], apologiseFirst: true, trust: false));

        Assert.Null(finding.Suggestion);
    }

    [Theory]
    [InlineData("请提供一下购物小票。")]
    [InlineData("请把购物小票发给我。")]
    [InlineData("没有小票我们不能退。")]
    [InlineData("您确定是在我们店买的吗？")]
    [InlineData("请问您是什么时候买的？")]
    [InlineData("レシートをお送りください。")]
    [InlineData("保証書がないと対応いたしかねます。")]
    [InlineData("どちらでお求めになりましたか。")]
    [InlineData("本当に当店でご購入でしょうか。")]
    [InlineData("Please send us the receipt.")]
    [InlineData("Can I have your receipt, please?")]
    [InlineData("May I see the till slip first?")]
    [InlineData("Without proof of purchase we cannot refund it.")]
    [InlineData("Are you sure you bought it from us?")]
    [InlineData("Where did you buy it?")]
    public void Nobody_is_asked_to_prove_a_purchase(string draft)
    {
        var finding = Assert.Single(PolicyCheck.Review(draft, [], apologiseFirst: false, trust: true));

        Assert.Equal(PolicyCheck.TrustRule, finding.Rule);
        Assert.Equal(draft.Substring(finding.Start, finding.Length), finding.Text);
        var better = draft[..finding.Start] + finding.Suggestion + draft[(finding.Start + finding.Length)..];
        Assert.Empty(PolicyCheck.Review(better, [], apologiseFirst: false, trust: true));
        Assert.DoesNotContain(Coach.Review(better).Findings, it => it.Severity is Severity.Block);
        Assert.Empty(PolicyCheck.Review(draft, [], apologiseFirst: true, trust: false));
    }

    [Theory]
    [InlineData("不需要小票，直接带来就可以。")]
    [InlineData("没有小票也可以退。")]
    [InlineData("电子发票我已经发到您邮箱了。")]
    [InlineData("请告诉我发票抬头，我给您开发票。")]
    [InlineData("既然是我们店买的，我们就负责到底。")]
    [InlineData("レシートがなくても大丈夫です。")]
    [InlineData("領収書を発行してお送りします。")]
    [InlineData("お求めになった色は何色でしょうか。")]
    [InlineData("You don't need a receipt for that.")]
    [InlineData("I have sent your receipt to your mailbox.")]
    [InlineData("Can I have it delivered on Tuesday? I will put the receipt in the box.")]
    [InlineData("When would you like us to collect it?")]
    public void Whoever_trusts_or_writes_a_bill_is_left_alone(string draft) => Assert.Empty(PolicyCheck.Review(draft, [], apologiseFirst: false, trust: true));

    [Theory]
    [InlineData("zh", "我们约定")]
    [InlineData("ja", "私たちの方針")]
    [InlineData("en", "Here we trust")]
    public void Why_is_said_in_the_readers_language(string language, string words) =>
        Assert.Contains(words, PolicyCheck.Review("Please send us the receipt.", [], apologiseFirst: false, trust: true, explainIn: language)[0].Why, StringComparison.Ordinal);

    [Fact]
    public void An_empty_draft_is_left_alone() => Assert.Empty(PolicyCheck.Review("  ", ["This is outrageous!"], apologiseFirst: true, trust: true));
}
