namespace Ting.Listening.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("你好", "zh")]
    [InlineData("退货", "zh")]
    [InlineData("這個問題怎麼辦", "zh")]
    [InlineData("iPhone 15 Pro 有货吗", "zh")]
    [InlineData("返品したいです", "ja")]
    [InlineData("注文番号 12345", "ja")]
    [InlineData("ｶｰﾄﾞ", "ja")]
    [InlineData("hi", "en")]
    [InlineData("My order from 京东 never arrived here", "en")]
    [InlineData("", "en")]
    public void A_text_shows_its_language(string text, string language) => Assert.Equal(language, Listener.Read(text).Language);

    [Theory, InlineData("zh-Hans", "zh"), InlineData("ja-JP", "ja"), InlineData("EN", "en")]
    public void Names_of_cultures_are_understood(string given, string language) => Assert.Equal(language, Listener.Read("ok", given).Language);
}
