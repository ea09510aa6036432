namespace Ting.Listening.Tests;

/// <summary>Plain business is no offence, whatever words it is done in.</summary>
public sealed class PlainTalkTests
{
    [Theory, Trait("req", "LANG-01"), Trait("req", "PHR-06")]
    [InlineData("zh", "谢谢", "您太客气了，这都是我应该做的。")]
    [InlineData("zh", "没有了", "感谢您的支持，祝您生活愉快，再见！")]
    [InlineData("zh", "谢谢你们这么细心", "遇到像您这样善解人意的客户，是我们的荣幸。")]
    [InlineData("ja", "庭の見える宿がいいです", "それでしたら、離れのお部屋がよろしいかと存じます。庭に面しておりますので。")]
    [InlineData("en", "no that's all", "Thank you for contacting us. Have a great day!")]
    public void Thanks_goodbyes_and_asking_back_are_no_offence(string language, string customer, string draft) =>
        Assert.Empty(Coach.Review(draft, [customer], language).Findings);

    [Theory, Trait("req", "LANG-01")]
    [InlineData("zh", "屏幕是黑的", "换了插座以后，也没有记录显示出来吗？")]
    [InlineData("ja", "画面が暗いです", "電源を入れ直しても、何も映りませんか。")]
    [InlineData("en", "the screen is dark", "And it's not possible to switch it off either?")]
    public void Asking_what_does_not_work_denies_nothing(string language, string customer, string draft) =>
        Assert.DoesNotContain(Coach.Review(draft, [customer], language).Findings, finding => finding.Category == "negation");

    [Theory, Trait("req", "ASK-06")]
    [InlineData("zh", "想买个背包", "您预算多少？", true)]
    [InlineData("zh", "想买个便宜点的背包", "您预算多少？", false)]
    [InlineData("ja", "宿を探しています", "ご予算はおいくらくらいでしょうか。", true)]
    [InlineData("ja", "一泊二万円くらいの宿を探しています", "ご予算はお一人様でしょうか。", false)]
    [InlineData("ja", "二万円くらいで", "ご予算は二万円でございますね。", false)]
    [InlineData("en", "I want a tent", "What's your budget?", true)]
    [InlineData("en", "I want a cheap tent", "What's your budget?", false)]
    public void Who_has_spoken_of_money_may_be_asked_about_it(string language, string customer, string draft, bool wrong) =>
        Assert.Equal(wrong, Coach.Review(draft, [customer], language).Findings.Any(finding => finding.Category == "forbiddenQuestion"));

    [Theory, Trait("req", "ASK-04")]
    [InlineData("zh", "我想订一间房", "周五住两晚", "您要大床还是双床？")]
    [InlineData("ja", "宿を予約したいです", "金曜から二泊です", "お部屋は和室と洋室、どちらになさいますか。")]
    [InlineData("en", "I'd like to book a room", "Friday, two nights", "Do you want a single or a double?")]
    public void Once_the_need_is_being_found_a_choice_ends_nothing(string language, string first, string second, string draft) =>
        Assert.DoesNotContain(Coach.Review(draft, [first, second], language).Findings, finding => finding.Category == "conversationEndingQuestion");

    [Fact, Trait("req", "LANG-13")]
    public void A_link_makes_no_sentence_long()
    {
        var link = "https://example.com/" + string.Join('/', Enumerable.Repeat("section", 40));

        Assert.Empty(Coach.Review($"您点这个链接就能看到进度：{link}", ["在哪看进度"], "zh").Findings);
    }
}
