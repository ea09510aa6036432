using System.Globalization;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Surveys.Answers;

public sealed class AnswerSheetTests
{
    private static readonly Questionnaire Csat = SurveyTemplate.Find("csat")!;

    [Fact]
    public void A_further_question_is_asked_where_the_answer_calls_for_it_and_forgotten_where_it_no_longer_does()
    {
        var outcome = Csat.Find("outcome")!;
        var sad = Take(AnswerSheet.Empty, ("transaction", "2"), ("outcome", "1"));
        Assert.True(sad.IsShown(outcome));
        Assert.Equal(1, sad["outcome"]);

        var happy = Take(sad, ("transaction", "5"));
        Assert.False(happy.IsShown(outcome));
        Assert.Null(happy["outcome"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("5 ")]
    [InlineData("٣")]
    [InlineData("")]
    public void What_is_off_the_scale_is_no_answer(string said) => Assert.Empty(Take(AnswerSheet.Empty, ("transaction", said)).Numbers);

    [Fact]
    public void Not_knowing_is_an_answer_and_can_be_taken_back()
    {
        var unknown = Take(AnswerSheet.Empty, ("transaction.dk", "1"));
        Assert.True(unknown.IsDone(Csat, Csat.Find("transaction")!));
        Assert.Null(unknown["transaction"]);

        Assert.False(Take(unknown).IsDone(Csat, Csat.Find("transaction")!));
    }

    [Fact]
    public void Words_are_cut_at_their_limit_without_half_a_character()
    {
        var section = Csat.Sections[1];
        var sheet = AnswerSheet.Empty.Take(Csat, section, key => key == "comment" ? new string('a', 1999) + "😀\0\u0007" : null);

        Assert.Equal(1999, sheet.Words["comment"].Length);
    }

    [Fact]
    public void However_it_is_filled_in_every_number_stands_on_its_scale_and_taking_it_again_changes_nothing()
    {
        var chance = new Random(11);
        foreach (var key in SurveyTemplate.Keys)
        {
            var questionnaire = SurveyTemplate.Find(key)!;
            for (var turn = 0; turn < 60; turn++)
            {
                var sheet = AnswerSheet.Empty;
                foreach (var section in questionnaire.Sections)
                {
                    var said = section.Items.SelectMany(item => AnswerSheet.KeysOf(questionnaire, item)).ToDictionary(name => name, _ => chance.Next(-3, 14).ToString(CultureInfo.InvariantCulture));
                    sheet = sheet.Take(questionnaire, section, said.GetValueOrDefault);
                    var again = sheet.Take(questionnaire, section, said.GetValueOrDefault);
                    Assert.Equal(sheet.Numbers.OrderBy(it => it.Key, StringComparer.Ordinal), again.Numbers.OrderBy(it => it.Key, StringComparer.Ordinal));
                }

                Assert.All(questionnaire.Items, item => Assert.All(AnswerSheet.KeysOf(questionnaire, item), name => Assert.True(sheet[name] is not { } number || AnswerSheet.IsOn(questionnaire, item, number))));
                Assert.All(questionnaire.Items.Where(item => !sheet.IsShown(item)), item => Assert.False(sheet.HasAnswer(questionnaire, item)));
            }
        }
    }

    [Fact]
    [Trait("req", "SQ-06")]
    public void Who_ticks_the_same_everywhere_where_the_opposite_is_asked_is_noticed()
    {
        var questionnaire = SurveyTemplate.Find("servqual")!;
        Assert.True(AnswerQuality.IsStraight(questionnaire, Straight(questionnaire, 6)));
        Assert.False(AnswerQuality.IsStraight(questionnaire, Straight(questionnaire, 4))); // the middle contradicts nothing

        var shortForm = SurveyTemplate.Find("servqual-short")!;
        Assert.False(AnswerQuality.IsStraight(shortForm, Straight(shortForm, 6))); // worded one way throughout, it may be meant
    }

    private static AnswerSheet Straight(Questionnaire questionnaire, int answer)
    {
        var sheet = AnswerSheet.Empty;
        foreach (var item in questionnaire.Items.Where(item => item.Kind is ItemKind.Pair))
            sheet.Numbers[$"{item.Key}.1"] = sheet.Numbers[$"{item.Key}.2"] = answer;
        return sheet;
    }

    private static AnswerSheet Take(AnswerSheet sheet, params (string Key, string Said)[] said) =>
        sheet.Take(Csat, Csat.Sections[0], said.ToDictionary(it => it.Key, it => it.Said).GetValueOrDefault!);
}
