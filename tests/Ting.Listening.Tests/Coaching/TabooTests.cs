namespace Ting.Listening.Tests;

public sealed class TabooTests
{
    private const string Simplified = "会这个问题应该绝种发对没说过话乡买别连岁钱货总办联系决后声内给复诉么还烦样务态";
    private const string Traditional = "會這個問題應該絕種發對沒說過話鄉買別連歲錢貨總辦聯繫決後聲內給復訴麼還煩樣務態";

    public static TheoryData<string, string> Taboos()
    {
        var data = new TheoryData<string, string>();
        foreach (var (text, category) in SeedExamples.Taboos)
            data.Add(text, category);
        return data;
    }

    [Theory, MemberData(nameof(Taboos)), Trait("req", "LANG-01")]
    public void Each_taboo_of_the_courses_is_found_in_its_category(string text, string category) => Assert.Contains(category, Categories(text));

    [Theory, MemberData(nameof(Taboos)), Trait("req", "LANG-01")]
    public void Polite_words_around_a_taboo_do_not_hide_it(string text, string category) => Assert.Contains(category, Categories($"您好，{text}"));

    [Theory, MemberData(nameof(Taboos)), Trait("req", "LANG-01")]
    public void A_taboo_in_traditional_characters_is_found(string text, string category)
    {
        var traditional = string.Concat(text.Select(letter => Simplified.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Traditional[at] : letter));

        Assert.Contains(category, Categories(traditional));
    }

    [Theory, MemberData(nameof(Taboos)), Trait("req", "LANG-01")]
    public void A_taboo_without_its_punctuation_is_found(string text, string category) =>
        Assert.Contains(category, Categories(string.Concat(text.Where(letter => !char.IsPunctuation(letter)))));

    [Theory, Trait("req", "LANG-01")]
    [InlineData("我没办发", "negation")]
    [InlineData("我绝对没用说过那种话", "negation")]
    [InlineData("这不是我因该做的", "negation")]
    [InlineData("这个问体我不大清楚", "negation")]
    [InlineData("我想我作不了", "negation")]
    [InlineData("绝不可能有这种是发生", "negation")]
    [InlineData("乡巴老", "contempt")]
    [InlineData("买不起就别砍", "contempt")]
    [InlineData("一看就知到买不起", "contempt")]
    [InlineData("这种问题连三岁小孩都知到", "contempt")]
    [InlineData("总会有办发的", "vagueness")]
    [InlineData("因该没问题", "vagueness")]
    [InlineData("改天我在和你联系", "vagueness")]
    [InlineData("问题解决后我通知你一生", "vagueness")]
    [InlineData("我想近期类可以给你答复", "vagueness")]
    [InlineData("怎么还不名白", "impatience")]
    [InlineData("您到底想怎么样那", "quarrel")]
    [InlineData("我就这服物态度", "quarrel")]
    public void One_slip_of_the_keyboard_does_not_hide_a_taboo(string text, string category) => Assert.Contains(category, Categories(text));

    [Fact, Trait("req", "LANG-01")]
    public void Contempt_impatience_and_quarrel_block_and_the_others_warn() =>
        Assert.All(SeedExamples.Taboos, it =>
        {
            var finding = Coach.Review(it.Text, language: "zh").Findings.First(finding => finding.Category == it.Category);
            Assert.Equal(it.Category is "contempt" or "impatience" or "quarrel" ? Severity.Block : Severity.Warn, finding.Severity);
        });

    [Theory, Trait("req", "LANG-01")]
    [InlineData("ja", "できません", "negation")]
    [InlineData("ja", "存じません", "negation")]
    [InlineData("ja", "規則ですので", "companyImage")]
    [InlineData("ja", "そのうちご連絡します", "vagueness")]
    [InlineData("ja", "ですから、先ほど申し上げました", "impatience")]
    [InlineData("ja", "おっしゃる意味がわかりません", "impatience")]
    [InlineData("ja", "お客様の確認不足です", "blame")]
    [InlineData("ja", "今すぐ書類を出してください", "command")]
    [InlineData("ja", "お気持ちはわかりますが、できません", "negation")]
    [InlineData("ja", "ご予算はおいくらですか", "forbiddenQuestion")]
    [InlineData("en", "I understand, but that is not possible.", "negation")]
    [InlineData("en", "You must fill in the form.", "command")]
    [InlineData("en", "Calm down.", "impatience")]
    [InlineData("en", "It's our policy.", "companyImage")]
    [InlineData("en", "It’s our policy.", "companyImage")]
    [InlineData("en", "That's not my department.", "negation")]
    [InlineData("en", "We'll get back to you soon.", "vagueness")]
    [InlineData("en", "Even a child knows that.", "contempt")]
    [InlineData("en", "Do what you like.", "quarrel")]
    [InlineData("en", "You broke it yourself.", "blame")]
    [InlineData("en", "What's your budget?", "forbiddenQuestion")]
    public void Japanese_and_English_have_taboos_of_their_own(string language, string text, string category) => Assert.Contains(category, Categories(text, language));

    internal static List<string> Categories(string text, string language = "zh") =>
        [.. Coach.Review(text, language: language).Findings.Select(finding => finding.Category)];
}
