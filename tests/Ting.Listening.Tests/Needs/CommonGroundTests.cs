namespace Ting.Listening.Tests;

/// <summary>Combs for monks: an offer that nobody asked for meets a need all the same, but only where both sides really speak of it.</summary>
public sealed class CommonGroundTests
{
    private static readonly Offer Comb = new("桃木梳", "可以刻上“积善”二字，寺院开光，作纪念品赠给香客");
    private static readonly Offer Razor = new("剃须刀", "三刀头，快速充电");

    [Fact, Trait("req", "MODE-03")]
    public void A_link_stands_on_words_of_both_sides()
    {
        var link = CommonGround.Between(["我们出家人没有头发，用不着梳子。倒是香客想带个留念回去"], [Razor, Comb], "zh")[0];

        Assert.Equal((Comb, "memory"), (link.Offer, link.Theme));
        Assert.Contains("留念", link.Need, StringComparison.Ordinal);
        Assert.Contains(link.Has, Comb.Description, StringComparison.Ordinal);
        Assert.Contains(link.Need, link.Sentence, StringComparison.Ordinal);
    }

    [Fact, Trait("req", "MODE-03")]
    public void Without_anything_in_common_nothing_is_made_up()
    {
        Assert.Empty(CommonGround.Between(["我们出家人没有头发，用不着梳子"], [Razor, Comb], "zh"));
        Assert.Empty(CommonGround.Between([], [Comb], "zh"));
        Assert.Empty(CommonGround.Between(["想带个留念回去"], [], "zh"));
    }

    [Theory, Trait("req", "MODE-03")]
    [InlineData("zh", "想买给孩子用", "三岁以下儿童不适合使用")]
    [InlineData("ja", "夜中に静かなものがいい", "静音ではありません")]
    [InlineData("en", "I need something quiet for the night", "The motor is not quiet")]
    public void What_the_offer_denies_is_no_link(string language, string need, string offer) =>
        Assert.Empty(CommonGround.Between([need], [new Offer("X", offer)], language));

    [Theory, Trait("req", "MODE-03")]
    [InlineData("zh", "我不在乎噪音", "低噪电机")]
    [InlineData("en", "I don't travel", "folds flat, lightweight")]
    public void What_the_customer_does_not_want_is_no_link(string language, string need, string offer) =>
        Assert.Empty(CommonGround.Between([need], [new Offer("X", offer)], language));

    [Theory, Trait("req", "MODE-03")]
    [InlineData("zh", "我妈眼神不好，看不清屏幕", "大字显示，一键呼叫", "elderly")]
    [InlineData("ja", "部屋が狭いので置けるか", "壁掛けできる省スペース設計", "smallSpace")]
    [InlineData("en", "My flat is noisy and I'm a light sleeper", "whisper-level low-noise fan", "quiet")]
    public void The_sentence_that_says_it_passes_the_coach(string language, string need, string offer, string theme)
    {
        var link = Assert.Single(CommonGround.Between([need], [new Offer("A1", offer)], language));

        Assert.Equal(theme, link.Theme);
        Assert.Empty(Coach.Review(link.Sentence, [need], language).Findings);
    }

    [Fact, Trait("req", "MODE-03")]
    public void The_offer_with_most_in_common_comes_first()
    {
        var links = CommonGround.Between(["出差带着走，酒店里又吵，想安静睡觉"], [new Offer("甲", "低噪"), new Offer("乙", "可折叠，低噪")], "zh");

        Assert.Equal(["乙", "乙", "甲"], links.Select(link => link.Offer.Name));
    }
}
