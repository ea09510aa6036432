using System.Reflection;
using Ting.Listening;
using Ting.Measurement;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features;

/// <summary>What ships as data is whole in every language.</summary>
[Trait("req", "DATA-01")]
public sealed class ShippedDataTests
{
    private static readonly string[] Categories = ["apology", "congratulation", "declining", "greeting", "inquiry", "praise", "request", "response", "thanks", "welcomeAndFarewell"];

    [Theory]
    [InlineData("zh")]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_ten_categories_of_phrases_are_there(string language)
    {
        var phrases = PhraseLibrary.For(language);
        Assert.Equal(Categories, phrases.Select(it => it.Category).Distinct().Order(StringComparer.Ordinal));
        Assert.All(phrases, it => Assert.False(string.IsNullOrWhiteSpace(it.Text)));
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_eight_aspects_of_body_language_are_there(string language)
    {
        using var stream = Assembly.GetAssembly(typeof(Ting.Server.Features.Surveys.SurveyTables))!.GetManifestResourceStream($"academy.body-{language}.yaml")!;
        using var reader = new StreamReader(stream);
        var rules = reader.ReadToEnd().Split('\n').Where(line => line.Contains("rule: BODY-", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        Assert.All(Enumerable.Range(1, 8), number => Assert.Contains($"- rule: BODY-0{number}", rules));
    }

    [Fact]
    public void The_instruments_have_all_their_statements()
    {
        Assert.Equal(20, ListeningTest.Statements);
        var servqual = SurveyTemplate.Find("servqual")!;
        Assert.Equal(22, servqual.Items.Count(it => it.Kind is ItemKind.Pair));
        Assert.Equal(9, servqual.Items.Count(it => it.IsReversed)); // 10 to 13 and 18 to 22
        Assert.Equal(5, servqual.Sections.Count(it => it.Items.Any(item => item.Kind is ItemKind.Pair)));
    }
}
