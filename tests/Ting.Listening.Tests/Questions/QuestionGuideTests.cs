namespace Ting.Listening.Tests;

public sealed class QuestionGuideTests
{
    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "ASK-01")]
    public void Asking_has_three_benefits_told_in_the_reader_s_language(string language)
    {
        var benefits = QuestionGuide.Benefits(language);

        Assert.Equal(3, benefits.Distinct().Count());
        Assert.All(benefits, text => Assert.Equal(language, Listener.Read(text).Language));
    }

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "ASK-02")]
    public void Each_of_the_eight_types_says_what_it_is_for(string language)
    {
        var purposes = Enum.GetValues<QuestionType>().Select(type => QuestionGuide.Purpose(type, language)).ToList();

        Assert.Equal(8, purposes.Distinct().Count());
        Assert.All(purposes, text => Assert.Equal(language, Listener.Read(text).Language));
    }

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "ASK-07")]
    public void The_closing_question_has_reasons_for_and_against(string language)
    {
        var (reasonsFor, against) = (QuestionGuide.ForClosingQuestion(language), QuestionGuide.AgainstClosingQuestion(language));

        Assert.True(reasonsFor.Count >= 2 && against.Count >= 2);
        Assert.Empty(reasonsFor.Intersect(against));
        Assert.All(reasonsFor.Concat(against), text => Assert.Equal(language, Listener.Read(text).Language));
    }

    [Theory, Trait("req", "ASK-07")]
    [InlineData("zh", "等了五天还没发货，你们太过分了！", "请问还有什么可以帮您的吗？")]
    [InlineData("ja", "五日も待っているのに届かない。対応が最悪で、本当に腹が立ちます！", "ほかに何かございますか。")]
    [InlineData("en", "Five days and still nothing, this is awful service!", "Is there anything else I can do for you?")]
    public void While_the_trouble_stands_anything_else_comes_too_soon(string language, string customer, string draft)
    {
        var finding = Coach.Review(draft, [customer], language).Findings.Single(it => it.Rule == "ASK-07");

        Assert.Equal(Severity.Hint, finding.Severity);
        Assert.DoesNotContain(Coach.Review(finding.Suggestion!, [customer], language).Findings, it => it.Severity != Severity.Hint);
    }

    [Theory, Trait("req", "ASK-07")]
    [InlineData("zh", "好的，谢谢你", "请问还有什么可以帮您的吗？")]
    [InlineData("zh", "等了五天还没发货，你们太过分了！", "非常抱歉，我已经联系仓库，今天下午三点前发出。还有什么可以帮您的吗？")]
    [InlineData("ja", "ありがとうございました。", "ほかに何かございますか。")]
    [InlineData("en", "Perfect, thank you.", "Is there anything else I can do for you?")]
    public void Once_it_is_settled_it_is_a_good_last_question(string language, string customer, string draft) =>
        Assert.DoesNotContain(Coach.Review(draft, [customer], language).Findings, it => it.Rule == "ASK-07");
}
