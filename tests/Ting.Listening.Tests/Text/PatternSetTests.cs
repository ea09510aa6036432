namespace Ting.Listening.Tests;

public sealed class PatternSetTests
{
    [Theory]
    [InlineData("(a|b)c", "bc", true)]
    [InlineData("but", "butter", false)]
    [InlineData("but~", "butter", true)]
    [InlineData("you*wrong", "you are so wrong", true)]
    [InlineData("you*wrong", "you win. wrong", false)]
    [InlineData("^no$", "no.", true)]
    [InlineData("^no$", "no thanks", false)]
    [InlineData("#days", "in 3 days", true)]
    [InlineData("#days", "these days", false)]
    [InlineData("(you|we*(is|are)) late", "we all are late", true)]
    public void A_pattern_finds_what_it_says(string pattern, string text, bool found) =>
        Assert.Equal(found, new PatternSet([pattern], "en").Find(FoldedText.Of(text, "en")).Count > 0);

    [Fact]
    public void A_pattern_that_never_closes_is_a_mistake() => Assert.Throws<InvalidOperationException>(() => new PatternSet(["(a|b"], "en"));

    [Fact]
    public void Words_inside_words_are_all_found() =>
        Assert.Equal(3, new PatternSet(["他的", "他的手机", "手机"], "zh").Find(FoldedText.Of("他的手机", "zh")).Count);
}
