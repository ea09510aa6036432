namespace Ting.Listening.Tests;

/// <summary>TRAP-06: never argue about who is right, and give professional advice all the same.</summary>
public sealed class AdviceTests
{
    [Theory, Trait("req", "TRAP-06")]
    [InlineData("zh", "我就要买这只股票，全仓", "我理解您看好它。因为全部放在一只股票里，跌的时候没有退路，我建议您先买三成，其余分散，您看怎么样？")]
    [InlineData("ja", "全額この銘柄に入れます", "ご期待はよくわかります。一つの銘柄だけですと下がったときに備えがないため、まず三割から始めて分散されてはいかがでしょうか。")]
    [InlineData("en", "I'm putting everything into this one share", "I can see why you like it. Because one share alone leaves you no cushion, I suggest starting with a third and spreading the rest. How does that sound?")]
    public void Advice_with_its_reason_is_welcome(string language, string customer, string text) => Assert.Empty(Coach.Review(text, [customer], language).Findings);

    [Theory, Trait("req", "TRAP-06")]
    [InlineData("zh", "我就要买这只股票，全仓", "您错了，不是那样的，您根本不懂股票。")]
    [InlineData("ja", "全額この銘柄に入れます", "お客様は間違っています。何もわかっていませんね。")]
    [InlineData("en", "I'm putting everything into this one share", "You're wrong, you clearly don't understand shares.")]
    public void Arguing_is_not(string language, string customer, string text) =>
        Assert.Contains(Coach.Review(text, [customer], language).Findings, finding => finding.Severity != Severity.Hint);
}
