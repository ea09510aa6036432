using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Surveys.Questionnaires;

public sealed class QuestionnaireTests
{
    private static readonly Wording Words = new("一", "い", "one");

    [Fact]
    public void An_item_moves_within_its_section_and_over_its_edge_and_none_is_ever_lost()
    {
        var chance = new Random(7);
        var questionnaire = SurveyTemplate.Find("servqual-short")!;
        var keys = questionnaire.Items.Select(item => item.Key).Order().ToList();

        for (var turn = 0; turn < 500; turn++)
        {
            questionnaire = questionnaire.Move(keys[chance.Next(keys.Count)], chance.Next(2) == 0 ? -1 : 1);
            Assert.Equal(keys, questionnaire.Items.Select(item => item.Key).Order());
        }
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"kind":"nonsense"}""", false)]
    [InlineData("""{"sections":[null]}""", false)]
    [InlineData("""{"sections":null}""", false)]
    [InlineData("""{"scale":{"from":1}}""", true)]
    [InlineData("[]", false)]
    [InlineData("{", false)]
    public void What_is_no_questionnaire_is_not_read_as_one(string json, bool isRead) => Assert.Equal(isRead, Questionnaire.Read(json) is not null);

    [Fact]
    public void Each_broken_rule_has_a_code_of_its_own()
    {
        var good = new Questionnaire { Title = Words, Thanks = Words, Scale = new(1, 5, Words, Words), Sections = [new("part", Words, [new("a", ItemKind.Rating, Words), new("b", ItemKind.Rating, Words)])] };
        Assert.Null(QuestionnaireCheck.Published(good));

        Assert.Equal("questionnaire.scale", QuestionnaireCheck.Draft(good with { Scale = new(5, 1, Words, Words) })!.Code);
        Assert.Equal("questionnaire.keys", QuestionnaireCheck.Draft(Items(good, new("a", ItemKind.Rating, Words), new("a", ItemKind.Rating, Words)))!.Code);
        Assert.Equal("questionnaire.keys", QuestionnaireCheck.Draft(Items(good, new Item("Ä b", ItemKind.Rating, Words)))!.Code);
        Assert.Equal("questionnaire.condition", QuestionnaireCheck.Draft(Items(good, new Item("a", ItemKind.Rating, Words) { ShownIf = new("a", 1, 2) }))!.Code);
        Assert.Equal("questionnaire.too_long", QuestionnaireCheck.Draft(Items(good, [.. Enumerable.Range(0, 61).Select(at => new Item($"q{at}", ItemKind.Rating, Words))]))!.Code);
        Assert.Equal("form.too_long", QuestionnaireCheck.Draft(good with { Title = new("", "", new string('x', 501)) })!.Code);
        Assert.Equal("form.choice", QuestionnaireCheck.Draft(good with { Kind = (SurveyKind)99 })!.Code);
        Assert.Equal("questionnaire.untranslated", QuestionnaireCheck.Published(good with { Title = Words with { Ja = "" } })!.Code);
        Assert.Equal("questionnaire.empty", QuestionnaireCheck.Published(good with { Sections = [] })!.Code);
        Assert.Equal("questionnaire.incomplete", QuestionnaireCheck.Published(Items(good, new Item("a", ItemKind.Pair, Words)))!.Code);
        Assert.Equal("questionnaire.kind", QuestionnaireCheck.Published(good with { Kind = SurveyKind.Nps })!.Code);
    }

    private static Questionnaire Items(Questionnaire it, params Item[] items) => it with { Sections = [new("part", Words, items)] };
}
