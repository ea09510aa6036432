namespace Ting.Listening.Tests;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("ＨＥＬＬＯ！！！", "en", "hello!")]
    [InlineData("soooooo late", "en", "soo late")]
    [InlineData("這個問題", "zh", "这个问题")]
    [InlineData("ｶﾞｽ", "ja", "ガス")]
    [InlineData("すごーーーい", "ja", "すごーい")]
    [InlineData("it’s", "en", "it's")]
    [InlineData("㍿㍻㍿㍻㍿㍻", "ja", "株式会平成株式会平成株式会平成")]
    [InlineData("\u200b", "zh", "")]
    public void Texts_are_compared_in_one_form(string text, string language, string folded) => Assert.Equal(folded, FoldedText.Of(text, language).Chars.ToString());

    [Fact]
    public void A_stretch_knows_where_it_stood()
    {
        var text = FoldedText.Of("ああーーーーＡＢＣ", "ja");

        var at = text.Chars.ToString().IndexOf("abc", StringComparison.Ordinal);

        Assert.Equal(new Span(6, 3, "ＡＢＣ"), text.OriginalSpan(at, at + 3));
    }

    [Fact]
    public void Nothing_that_is_seen_is_one_sentence() => Assert.Equal((0, false), (FoldedText.Of("\u200b", "zh").Sentence(0), FoldedText.Of("\u200b", "zh").IsQuoted(0)));

    [Fact]
    public void A_decimal_point_ends_no_sentence() => Assert.Equal(0, FoldedText.Of("it costs 3.50 today", "en").Sentence(18));
}
