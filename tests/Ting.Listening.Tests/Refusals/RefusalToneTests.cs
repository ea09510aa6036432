namespace Ting.Listening.Tests;

public sealed class RefusalToneTests
{
    [Theory, Trait("req", "REF-02")]
    [InlineData("zh", "能退吗", "您说得有道理，可惜拆封的不能退，因为影响二次销售，我可以帮您换一件。", RefusalTone.Affirming)]
    [InlineData("zh", "能退吗", "您真细心。拆封的这件退不了，因为已经激活了，我帮您保修。", RefusalTone.Complimenting)]
    [InlineData("zh", "能退吗", "拆封的退不了，因为已经激活了，换一件新的，您看好吗？", RefusalTone.Consulting)]
    [InlineData("zh", "能退吗", "我很理解您的心情。这件退不了，因为已经激活了，我帮您保修。", RefusalTone.Sympathetic)]
    [InlineData("zh", "能退吗", "抱歉，这件暂时退不了，因为已经激活了。", RefusalTone.Tactful)]
    [InlineData("ja", "返品できますか", "ごもっともです。ただ開封後のため返品はお受けできません。修理を承ります。", RefusalTone.Affirming)]
    [InlineData("ja", "返品できますか", "さすがお詳しいですね。開封後のため返品はお受けできませんが、修理を承ります。", RefusalTone.Complimenting)]
    [InlineData("ja", "返品できますか", "開封後のため返品はお受けできません。代わりに交換ではいかがでしょうか。", RefusalTone.Consulting)]
    [InlineData("ja", "返品できますか", "お困りのこととお察しいたします。開封後のため返品はお受けできません。", RefusalTone.Sympathetic)]
    [InlineData("ja", "返品できますか", "あいにく開封後のため返品はお受けいたしかねます。", RefusalTone.Tactful)]
    [InlineData("en", "Can I return it?", "You're right to ask. We can't take it back because the seal is broken, but I can repair it today.", RefusalTone.Affirming)]
    [InlineData("en", "Can I return it?", "Well spotted. We can't take it back because the seal is broken, but I can repair it today.", RefusalTone.Complimenting)]
    [InlineData("en", "Can I return it?", "We can't take it back because the seal is broken. Would you like a repair today?", RefusalTone.Consulting)]
    [InlineData("en", "Can I return it?", "I understand how annoying this is. We can't take it back because the seal is broken.", RefusalTone.Sympathetic)]
    [InlineData("en", "Can I return it?", "Unfortunately we can't take it back because the seal is broken.", RefusalTone.Tactful)]
    public void Each_of_the_five_tones_is_told(string language, string customer, string text, RefusalTone tone) =>
        Assert.Equal(tone, Coach.Review(text, [customer], language).RefusalTone);

    [Fact, Trait("req", "REF-02")]
    public void What_refuses_nothing_has_no_tone() => Assert.Null(Coach.Review("I understand. I'll send it today.", ["where is it"], "en").RefusalTone);

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "REF-02")]
    public void Each_tone_has_a_sentence_to_begin_with_that_passes_the_coach(string language)
    {
        var openings = RefusalTones.Openings(language);

        Assert.Equal(Enum.GetValues<RefusalTone>(), openings.Keys.Order());
        Assert.All(openings.Values, opening => Assert.DoesNotContain(Coach.Review(opening, language: language).Findings, finding => finding.Severity != Severity.Hint));
    }
}
