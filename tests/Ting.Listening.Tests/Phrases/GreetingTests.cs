namespace Ting.Listening.Tests;

public sealed class GreetingTests
{
    [Theory, Trait("req", "PHR-02")]
    [InlineData("zh", 14, "王先生", "王先生，下午好！")]
    [InlineData("zh", 8, "王先生", "王先生，早上好！")]
    [InlineData("ja", 8, "佐藤", "佐藤様、おはようございます。")]
    [InlineData("ja", 20, "佐藤", "佐藤様、こんばんは。")]
    [InlineData("en", 14, "Mr Wang", "Good afternoon, Mr Wang.")]
    [InlineData("en", 3, "", "Good evening.")]
    public void A_greeting_names_the_person_and_the_time_of_day(string language, int hour, string name, string greeting) =>
        Assert.Equal(greeting, GreetingBuilder.Build([new Greeted(name)], hour, language));

    [Fact, Trait("req", "PHR-02")]
    public void High_rank_goes_before_low_ladies_first_and_near_before_far()
    {
        Greeted[] people = [new("李经理", Rank: 1), new("张总", Rank: 2), new("陈女士", Rank: 1, IsLady: true)];

        Assert.Equal("张总、陈女士、李经理，下午好！", GreetingBuilder.Build(people, 15, "zh"));
        Assert.Equal("Good morning, Ms Near and Ms Far.", GreetingBuilder.Build([new("Ms Far", Distance: 5), new("Ms Near", Distance: 1)], 9, "en"));
    }

    [Theory, InlineData("zh", "各位，晚上好！"), InlineData("ja", "皆様、こんばんは。"), InlineData("en", "Good evening, everyone."), Trait("req", "PHR-02")]
    public void Many_people_get_one_greeting(string language, string greeting) =>
        Assert.Equal(greeting, GreetingBuilder.Build([new("A"), new("B"), new("C"), new("D")], 20, language));

    [Fact, Trait("req", "PHR-02")]
    public void An_hour_is_one_of_the_day() => Assert.Throws<ArgumentOutOfRangeException>(() => GreetingBuilder.Build([], 24, "en"));

    [Theory, InlineData("zh", "电"), InlineData("ja", "お電話"), InlineData("en", "calling"), Trait("req", "PHR-03")]
    public void The_telephone_is_answered_with_thanks_and_a_question(string language, string word)
    {
        var opening = PhraseLibrary.For(language).Single(phrase => phrase is { Category: "greeting", Subtype: "telephone" });

        Assert.Contains(word, opening.Text, StringComparison.Ordinal);
        Assert.NotNull(Coach.Review(opening.Text, language: language).QuestionType);
    }

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "PHR-05")]
    public void Birthdays_holidays_and_farewells_have_their_words(string language)
    {
        var phrases = PhraseLibrary.For(language);

        Assert.True(phrases.Count(phrase => phrase is { Category: "congratulation", Subtype: "festive" }) >= 2);
        Assert.True(phrases.Count(phrase => phrase is { Category: "welcomeAndFarewell", Subtype: "farewell" }) >= 2);
    }
}
