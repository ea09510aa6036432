namespace Ting.Listening.Tests;

public sealed class ProportionTests
{
    [Theory, Trait("req", "LANG-18")]
    [InlineData("zh", "我的退款怎么还没到？", "感谢您的支持与理解。很高兴为您服务，祝您生活愉快。")]
    [InlineData("zh", "你们送错了，太差了", "换一件给您，明天下午到。顺便推荐您办一张会员卡。")]
    [InlineData("ja", "返金はまだですか？", "平素よりご愛顧いただき、誠にありがとうございます。今後ともよろしくお願いいたします。")]
    [InlineData("ja", "違う物が届いてがっかりです", "明日、正しい品をお届けします。ついでに新商品もいかがでしょうか。")]
    [InlineData("en", "Where is my refund?", "Thank you for contacting us. We value your business and strive to help.")]
    [InlineData("en", "You sent the wrong one, I'm very disappointed", "The right one arrives tomorrow. Check out our new range while you wait.")]
    public void Stock_phrases_alone_or_selling_to_who_complains_get_a_hint(string language, string customer, string text)
    {
        var finding = Coach.Review(text, [customer], language).Findings.First(finding => finding.Rule == "LANG-18");

        Assert.Equal(Severity.Hint, finding.Severity);
        Assert.NotEmpty(finding.Why);
    }

    [Theory, Trait("req", "LANG-18")]
    [InlineData("zh", "我的退款怎么还没到？", "感谢您的耐心等待。退款今天上午已经退到您的微信零钱，祝您生活愉快。")]
    [InlineData("zh", "好的，谢谢", "不客气，祝您购物愉快，欢迎再次光临。")]
    [InlineData("ja", "返金はまだですか？", "お問い合わせいただきありがとうございます。返金は本日午前に完了しております。")]
    [InlineData("en", "Where is my refund?", "Thank you for contacting us. The refund left this morning and is with your bank by Friday.")]
    [InlineData("en", "ok thanks bye", "Thank you for choosing us. Have a lovely day!")]
    public void An_answer_with_a_courtesy_beside_it_is_left_alone(string language, string customer, string text) =>
        Assert.DoesNotContain(Coach.Review(text, [customer], language).Findings, finding => finding.Rule == "LANG-18");
}
