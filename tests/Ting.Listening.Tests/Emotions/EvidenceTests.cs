namespace Ting.Listening.Tests;

public sealed class EvidenceTests
{
    [Theory, Trait("req", "EMO-01")]
    [InlineData("I am disappointed with the frustrating appreciation of customers")]
    [InlineData("Great, another broken one, thanks a lot")]
    [InlineData("The manager kept smirking and I'm absolutely exhausted by reinstallations")]
    [InlineData("クレームを入れたのにスタッフの対応が最悪でした")]
    public void Evidence_holds_whole_words(string text)
    {
        foreach (var span in Listener.Read(text).Evidence.Values.SelectMany(spans => spans))
        {
            Assert.False(span.Start > 0 && IsWord(text[span.Start]) && IsWord(text[span.Start - 1]), span.Text);
            var end = span.Start + span.Length;
            Assert.False(end < text.Length && IsWord(text[end]) && IsWord(text[end - 1]), span.Text);
        }

        static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is >= 'ァ' and <= 'ヺ' or 'ー';
    }

    [Theory, Trait("req", "EMO-01")]
    [InlineData("Great, another broken one, thanks a lot")]
    [InlineData("Oh wonderful, cancelled again. Thanks for nothing.")]
    [InlineData("Thanks for ruining my birthday")]
    [InlineData("真棒啊，又坏了，谢谢你们啊")]
    [InlineData("さすがですね、また間違えてますよ")]
    public void Sarcasm_is_not_praise(string text) => Assert.Equal(Sentiment.Negative, Listener.Read(text).Sentiment);

    [Theory, Trait("req", "CRM-03")]
    [InlineData("我妈问你们几点关门", 0)]
    [InlineData("我爸说太贵了", 0)]
    [InlineData("我女儿今年三岁，对花生过敏", 1)]
    [InlineData("我妈有糖尿病，不能吃甜的", 1)]
    [InlineData("母に聞いてから決めます", 0)]
    [InlineData("娘は5歳で小麦アレルギーです", 1)]
    [InlineData("my wife will pick it up", 0)]
    [InlineData("my son is 7 and starts school in April", 1)]
    public void A_family_member_is_a_fact_only_with_something_worth_keeping(string text, int facts) =>
        Assert.Equal(facts, Listener.Read(text).Facts.Count(fact => fact.Kind == "family"));
}
