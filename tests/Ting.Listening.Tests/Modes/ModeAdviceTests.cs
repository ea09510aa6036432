namespace Ting.Listening.Tests;

public sealed class ModeAdviceTests
{
    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "MODE-01")]
    public void Every_mode_has_a_reason_an_opening_that_passes_the_coach_and_what_to_avoid(string language) =>
        Assert.All(Enum.GetValues<Mode>(), mode =>
        {
            var advice = ModeAdvice.For([Listener.Read("", language) with { Mode = mode }], language)!;

            Assert.Equal(mode, advice.Mode);
            Assert.All((string[])[advice.Why, advice.Opening, advice.Avoid, advice.Switch], text => Assert.Equal(language, Listener.Read(text).Language));
            Assert.Empty(Coach.Review(advice.Opening, language: language).Findings);
        });

    [Fact, Trait("req", "MODE-02")]
    public void The_mode_changes_with_the_customer_and_says_from_what()
    {
        var readings = new[] { "直接告诉我，这款有没有货，多少钱？", "看不懂，能一步一步教我吗" }.Select(text => Listener.Read(text)).ToList();

        var advice = ModeAdvice.For(readings, "zh")!;

        Assert.Equal(Mode.Explication, advice.Mode);
        Assert.Equal(Mode.Narration, advice.SwitchedFrom);
        Assert.Null(ModeAdvice.For(readings[..1], "zh")!.SwitchedFrom);
    }

    [Fact, Trait("req", "MODE-04")]
    public void Who_dislikes_praise_hears_of_others()
    {
        var reading = Listener.Read("Just tell me: do you have it in stock and how much is it?");

        Assert.Equal(Mode.Narration, ModeAdvice.For([reading], "en")!.Mode);
        Assert.Equal(Mode.Narration, ModeAdvice.For([reading], "en", likesPraise: true)!.Mode);
        Assert.Equal(Mode.Description, ModeAdvice.For([reading], "en", likesPraise: false)!.Mode);
    }

    [Theory, Trait("req", "MODE-01")]
    [InlineData("窗帘短了五厘米，帮我换一下", Mode.Narration)]
    [InlineData("カーテンが五センチ短いので交換してください", Mode.Narration)]
    [InlineData("The curtains are 5 cm short, please swap them", Mode.Narration)]
    public void Whoever_simply_wants_something_done_gets_the_point(string text, Mode mode) => Assert.Equal(mode, Listener.Read(text).Mode);

    [Theory, InlineData("太感谢您了，多亏您帮忙"), InlineData("本当にありがとうございました、助かりました"), InlineData("Thank you so much, you saved my day"), Trait("req", "MODE-01")]
    public void Thanks_need_no_mode(string text) => Assert.Null(Listener.Read(text).Mode);

    [Fact]
    public void Without_messages_there_is_no_advice() => Assert.Null(ModeAdvice.For([], "en"));
}
