namespace Ting.Listening.Tests;

public sealed class WordEdgesTests
{
    [Theory, Trait("req", "EMO-01")]
    [InlineData("これは本当にひどい", "本当にひ", "本当にひどい")]
    [InlineData("荷物が届かない", "届", "届かない")]
    [InlineData("荷物が届かない", "かない", "届かない")]
    [InlineData("対応は最悪", "は最悪", "最悪")]
    [InlineData("商品が割れて", "商品", "商品")]
    [InlineData("一点都不好", "好", "不好")]
    [InlineData("东西真的很差", "很", "很差")]
    [InlineData("我的太慢了", "的太慢", "太慢")]
    public void A_stretch_that_cuts_a_word_is_made_whole(string text, string cut, string whole)
    {
        var at = text.IndexOf(cut, StringComparison.Ordinal);

        var (start, end) = WordEdges.Of(text, at, at + cut.Length);

        Assert.Equal(whole, text[start..end]);
    }

    [Theory, Trait("req", "EMO-01")]
    [InlineData("ja", "これは本当にひどい、許せない")]
    [InlineData("ja", "何度電話してもつながらなくて困っています")]
    [InlineData("ja", "思っていたより小さくてがっかりしました")]
    public void No_evidence_ends_inside_a_word_of_kana(string language, string text)
    {
        foreach (var span in Listener.Read(text, language).Evidence.Values.SelectMany(spans => spans))
        {
            var end = span.Start + span.Length;
            Assert.False(end < text.Length && IsKana(text[end]) && IsKana(text[end - 1]), span.Text);
        }

        static bool IsKana(char letter) => letter is >= 'ぁ' and <= 'ゖ';
    }
}
