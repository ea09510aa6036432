namespace Ting.Listening.Tests;

public sealed class PhraseTests
{
    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "PHR-01")]
    public void Ten_categories_have_forty_phrases_or_more(string language)
    {
        var phrases = PhraseLibrary.For(language);

        Assert.True(phrases.Count >= 40);
        Assert.Equal(10, phrases.Select(phrase => phrase.Category).Distinct().Count());
        Assert.Equal(phrases.Count, phrases.Select(phrase => phrase.Id).Distinct().Count());
    }

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "PHR-01")]
    public void No_phrase_of_the_library_worries_the_coach(string language) =>
        Assert.All(PhraseLibrary.For(language), phrase =>
            Assert.DoesNotContain(Coach.Review(phrase.Text, language: language).Findings, finding => finding.Severity != Severity.Hint));

    [Theory, InlineData("zh", "王女士"), InlineData("ja", "佐藤"), InlineData("en", "Ms Berg"), Trait("req", "EMO-02")]
    public void Every_feeling_gets_an_opening_with_and_without_a_name(string language, string name) =>
        Assert.All(Enum.GetValues<Emotion>(), emotion =>
        {
            var reading = Listener.Read("", language) with { Emotion = emotion, Need = Need.Functional };

            Assert.StartsWith(name, NextPhrase.Suggest(reading, language, name), StringComparison.Ordinal);
            var plain = NextPhrase.Suggest(reading, language, null);
            Assert.DoesNotContain("{", plain, StringComparison.Ordinal);
            Assert.Empty(Coach.Review(plain, language: language).Findings);
        });
}
