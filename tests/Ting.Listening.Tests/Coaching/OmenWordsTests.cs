namespace Ting.Listening.Tests;

public sealed class OmenWordsTests
{
    [Theory, Trait("req", "EMO-06")]
    [InlineData("zh", "祝您父亲大寿快乐，我们准备送一座钟。", "送一座钟")]
    [InlineData("zh", "祝您早日康复，我们给您送一束白菊。", "白菊")]
    [InlineData("ja", "ご結婚おめでとうございます。ご縁が切れることのないようお祈りいたします。", "切れる")]
    [InlineData("ja", "お見舞いに鉢植えをお送りいたします。", "鉢植え")]
    [InlineData("en", "Happy birthday! We are sending you white lilies.", "white lilies")]
    [InlineData("en", "Congratulations on your wedding, may the unlucky days pass.", "unlucky")]
    public void What_means_bad_luck_on_the_occasion_gets_a_hint(string language, string text, string words)
    {
        var finding = Coach.Review(text, language: language).Findings.First(finding => finding.Rule == "EMO-06");

        Assert.Equal((Severity.Hint, words), (finding.Severity, finding.Text));
    }

    [Theory, Trait("req", "EMO-06")]
    [InlineData("zh", "祝您生日快乐，步步高升！")]
    [InlineData("zh", "您的挂钟明天下午三点送到。")]
    [InlineData("ja", "お誕生日おめでとうございます。素敵な一年になりますように。")]
    [InlineData("ja", "電池が切れると赤いランプがつきます。")]
    [InlineData("en", "Happy birthday! We hope you have a wonderful day.")]
    [InlineData("en", "The white lilies arrive tomorrow morning.")]
    public void Good_wishes_and_the_words_elsewhere_are_left_alone(string language, string text) =>
        Assert.DoesNotContain(Coach.Review(text, language: language).Findings, finding => finding.Rule == "EMO-06");
}
