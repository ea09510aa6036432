namespace Ting.Listening.Tests;

public sealed class PreferenceTests
{
    [Theory, Trait("req", "CRM-03")]
    [InlineData("do you have a purple crystal necklace, purple is my lucky colour", "purple")]
    [InlineData("Do you have a purple crystal necklace? Purple is my lucky color!", "Purple")]
    [InlineData("你们有紫水晶项链吗？紫色是我的幸运色", "紫色")]
    [InlineData("你們有紫水晶項鍊嗎？紫色是我的幸運色", "紫色")]
    [InlineData("紫水晶のネックレスはありますか。紫は私のラッキーカラーなんです", "紫")]
    public void A_lucky_colour_said_in_passing_is_noticed(string text, string colour)
    {
        var preference = Assert.Single(Listener.Read(text).Preferences);

        Assert.Equal(("colour", colour, Polarity.Like), (preference.Attribute, preference.Value, preference.Polarity));
        Assert.Contains(colour, preference.Evidence.Text, StringComparison.Ordinal);
        Assert.Equal(preference.Evidence.Text, text.Substring(preference.Evidence.Start, preference.Evidence.Length));
    }

    [Theory, Trait("req", "CRM-03")]
    [InlineData("我不吃香菜", "food", "香菜", Polarity.Dislike)]
    [InlineData("我只喝热水", "food", "热水", Polarity.Like)]
    [InlineData("紫は嫌いです", "colour", "紫", Polarity.Dislike)]
    [InlineData("夫がえびアレルギーです", "food", "えび", Polarity.Dislike)]
    [InlineData("I don't like phone calls", "channel", "phone calls", Polarity.Dislike)]
    [InlineData("My son is allergic to peanuts", "food", "peanuts", Polarity.Dislike)]
    public void Likes_and_dislikes_have_attribute_value_and_polarity(string text, string attribute, string value, Polarity polarity)
    {
        var preference = Assert.Single(Listener.Read(text).Preferences);

        Assert.Equal((attribute, value, polarity), (preference.Attribute, preference.Value, preference.Polarity));
    }

    [Theory, InlineData("我的订单号是 20261121887"), InlineData("my order number is AB-2026112"), InlineData("注文番号は20261121887です")]
    [InlineData("净饮机又漏水了，订单 2026-0417-883"), InlineData("予約番号 2026-0417-883 の件です"), InlineData("My booking reference is 0226-0417-883")]
    public void An_order_number_is_a_fact(string text) => Assert.Equal("orderNumber", Assert.Single(Listener.Read(text).Facts).Kind);

    [Theory]
    [InlineData("请打13812345678", "phone", "13812345678")]
    [InlineData("电话是 021-6432-1188", "phone", "021-6432-1188")]
    [InlineData("090-1234-5678 までお電話ください", "phone", "090-1234-5678")]
    [InlineData("write to anna@example.org please", "email", "anna@example.org")]
    [InlineData("My name is Anna Berg.", "name", "anna berg")]
    public void Contact_details_are_facts(string text, string kind, string value) =>
        Assert.Contains(Listener.Read(text).Facts, fact => fact.Kind == kind && string.Equals(fact.Value, value, StringComparison.OrdinalIgnoreCase));
}
