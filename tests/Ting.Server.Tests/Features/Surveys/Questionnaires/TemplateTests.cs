using Ting.Measurement;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Surveys.Questionnaires;

public sealed class TemplateTests
{
    public static TheoryData<string> Keys => [.. SurveyTemplate.Keys];

    [Theory, MemberData(nameof(Keys))]
    public void Every_template_stands_in_three_languages_and_can_be_published_as_it_is(string key)
    {
        var template = SurveyTemplate.Find(key)!;

        Assert.Null(QuestionnaireCheck.Published(template));
        Assert.Equal(template.Write(), Questionnaire.Read(template.Write())!.Write());
        Assert.All(template.Items, item => Assert.Matches(@"[ぁ-んァ-ヶ]|^\P{IsHiragana}{0,6}$", item.Text.Ja));
        Assert.All(template.Items, item => Assert.DoesNotMatch(@"[ぁ-んァ-ヶ\u4e00-\u9fff]", item.Text.En));
        Assert.All(template.Items, item => Assert.DoesNotMatch("[ぁ-んァ-ヶ]", item.Text.Zh));
    }

    [Fact]
    [Trait("req", "SQ-06")]
    [Trait("req", "TRAP-03")]
    public void The_full_servqual_has_22_pairs_on_seven_points_and_nine_of_them_reversed()
    {
        var layout = ServqualLayout.Of(SurveyTemplate.Find("servqual")!)!;

        Assert.Equal(22, layout.Items.Count);
        Assert.Equal(7, layout.Instrument.Points);
        Assert.True(layout.HasExpectations);
        Assert.Equal([10, 11, 12, 13, 18, 19, 20, 21, 22], Enumerable.Range(1, 22).Where(number => layout.Instrument.Items[number - 1].IsReversed));
        Assert.Equal(ServqualInstrument.Classic.Items, layout.Instrument.Items);
    }

    [Fact]
    [Trait("req", "TRAP-11")]
    [Trait("req", "SQ-07")]
    public void The_five_dimensions_have_one_name_each_in_every_form()
    {
        string[] names = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"];

        Assert.All(["servqual", "servqual-short", "servqual-digital"], key => Assert.Equal(names, AnswerSheet.Weighed(SurveyTemplate.Find(key)!).Select(section => section.Key)));
        Assert.Equal(["有形性", "可靠性", "响应性", "保证性", "移情性"], AnswerSheet.Weighed(SurveyTemplate.Find("servqual")!).Select(section => section.Name.Zh));
    }

    [Fact]
    [Trait("req", "SQ-08")]
    public void The_short_and_the_digital_form_cover_all_five_and_ask_for_weights()
    {
        foreach (var key in (string[])["servqual-short", "servqual-digital"])
        {
            var layout = ServqualLayout.Of(SurveyTemplate.Find(key)!)!;
            Assert.Equal(5, layout.Instrument.Items.Select(item => item.Dimension).Distinct().Count());
            Assert.InRange(layout.Items.Count, 10, 15);
            Assert.NotNull(layout.Weights);
        }

        Assert.Contains("message", SurveyTemplate.Find("servqual-digital")!.Sections[0].Items[0].Text.En, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("req", "SQ-09")]
    [Trait("req", "TRAP-03")]
    public void The_best_possible_sheet_is_seven_in_every_dimension_where_a_raw_mean_says_four_and_a_half()
    {
        var questionnaire = SurveyTemplate.Find("servqual")!;
        var sheet = AnswerSheet.Empty;
        foreach (var item in ServqualLayout.Of(questionnaire)!.Items)
            sheet.Numbers[$"{item.Key}.1"] = sheet.Numbers[$"{item.Key}.2"] = item.IsReversed ? 1 : 7;

        var report = CountAnswers.Quality(questionnaire, [sheet])!.Report;

        Assert.All(report.Dimensions, dimension => Assert.Equal(7.0, dimension.Score.Perception.Value, 10));
        Assert.Equal(0, report.Unweighted.Gap!.Value.Value, 10);
        Assert.Equal(4.545, sheet.Numbers.Where(it => it.Key.EndsWith(".2", StringComparison.Ordinal)).Average(it => it.Value), 3);
    }

    [Theory]
    [InlineData(1, 5, KanoClass.OneDimensional)]
    [InlineData(1, 3, KanoClass.Attractive)]
    [InlineData(2, 5, KanoClass.MustBe)]
    [InlineData(1, 1, KanoClass.Questionable)]
    [Trait("req", "KANO-02")]
    public void A_pair_of_the_kano_form_falls_into_its_class(int present, int absent, KanoClass expected)
    {
        var questionnaire = SurveyTemplate.Find("kano")!;
        var sheet = AnswerSheet.Empty;
        (sheet.Numbers["photo.1"], sheet.Numbers["photo.2"]) = (present, absent);

        Assert.Equal(expected, Assert.Single(CountAnswers.Kano(questionnaire, [sheet])).Counts.Class);
    }

    [Fact]
    [Trait("req", "KANO-04")]
    public void The_kano_form_asks_about_care_while_waiting_and_small_gifts() =>
        Assert.Superset(new HashSet<string> { "waiting", "card", "callback" }, SurveyTemplate.Find("kano")!.Items.Select(item => item.Key).ToHashSet());

    [Fact]
    [Trait("req", "SAT-01")]
    [Trait("req", "SAT-02")]
    [Trait("req", "SQ-04")]
    public void Satisfaction_keeps_this_time_and_overall_outcome_and_process_and_the_five_factors_apart()
    {
        var facets = SurveyTemplate.Find("csat")!.Items.Select(item => item.Facet).OfType<string>().ToHashSet();

        Assert.Superset(new HashSet<string> { "transaction", "overall", "outcome", "process", "understanding", "communication", "skill", "speed", "personal" }, facets);
        Assert.Superset(new HashSet<string> { "outcome", "process" }, SurveyTemplate.Find("servqual")!.Items.Select(item => item.Facet).OfType<string>().ToHashSet());
    }

    [Fact]
    [Trait("req", "TRAP-02")]
    [Trait("req", "MOT-02")]
    public void A_first_impression_is_scored_with_both_presets_of_weights()
    {
        var questionnaire = SurveyTemplate.Find("touchpoint")!;
        var sheet = AnswerSheet.Empty;
        foreach (var item in questionnaire.Sections[0].Items.Concat(questionnaire.Sections[1].Items).Concat(questionnaire.Sections[2].Items).Where(item => item.Kind is ItemKind.Rating))
            sheet.Numbers[item.Key] = item.Facet is not null ? 5 : item.Key is "welcome" or "attention" ? 3 : 1;

        var figures = CountAnswers.Head(questionnaire, [sheet])!.Figures.ToDictionary(it => it.Name, it => it.Value.Value);

        Assert.Equal(0.52 * 5 + 0.33 * 3 + 0.15 * 1, figures["impression-stranger"], 10);
        Assert.Equal(0.30 * 5 + 0.50 * 3 + 0.20 * 1, figures["impression-service"], 10);
    }
}
