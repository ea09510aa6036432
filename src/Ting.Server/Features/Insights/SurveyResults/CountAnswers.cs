using Ting.Measurement;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>Brings answer sheets into the shape that the library counts.</summary>
internal static class CountAnswers
{
    private static readonly string[] ImpressionParts = ["appearance", "behaviour", "communication"];

    public static HeadFigure? Head(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets)
    {
        if (questionnaire.Items.FirstOrDefault() is not { Kind: ItemKind.Rating } first)
            return null;
        if (questionnaire.Kind is SurveyKind.Touchpoint)
            return Impression(questionnaire, sheets);

        var scores = sheets.Select(sheet => sheet[first.Key]).OfType<int>().Where(score => score >= questionnaire.Scale.From && score <= questionnaire.Scale.To).ToList();
        if (scores.Count == 0)
            return null;
        return questionnaire.Kind switch
        {
            SurveyKind.Csat => new([("csat", CustomerSatisfaction.Share(scores))], scores.Count, Places(questionnaire, scores)),
            SurveyKind.Nps => new([("nps", NetPromoter.Score(scores))], scores.Count,
                [("promoters", scores.Count(score => score >= 9)), ("passives", scores.Count(score => score is 7 or 8)), ("detractors", scores.Count(score => score <= 6))]),
            SurveyKind.Ces => new([("easy", CustomerEffort.Of(scores).Easy), ("effort", CustomerEffort.Of(scores).Mean)], scores.Count, Places(questionnaire, scores)),
            _ => null,
        };
    }

    /// <summary>The three of first impressions, with both presets of weights (TRAP-02). On a digital channel appearance is what a message looks like.</summary>
    private static HeadFigure? Impression(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets)
    {
        var whole = sheets.Select(sheet => ImpressionOf(questionnaire, sheet)).OfType<(double Appearance, double Behaviour, double Communication)>().ToList();
        return whole.Count == 0 ? null : new HeadFigure(
            [("impression-stranger", Score(ImpressionWeights.Stranger)), ("impression-service", Score(ImpressionWeights.Service))], whole.Count, []);

        Interval Score(ImpressionWeights weights) => Average.Of([.. whole.Select(it => FirstImpression.Score(it.Appearance, it.Behaviour, it.Communication, weights))]);
    }

    /// <summary>The three parts of one first impression, on the scale of the questionnaire; null for a sheet on which one was left out.</summary>
    internal static (double Appearance, double Behaviour, double Communication)? ImpressionOf(Questionnaire questionnaire, AnswerSheet sheet)
    {
        var parts = ImpressionParts.Select(key => questionnaire.Sections.FirstOrDefault(section => section.Key == key)?.Items.Where(item => item.Kind is ItemKind.Rating).ToList() ?? []).ToArray();
        if (Array.Exists(parts, part => part.Count == 0) || !Array.TrueForAll(parts, part => part.TrueForAll(item => sheet[item.Key] is not null)))
            return null;
        return (Appearance(parts[0]), Mean(parts[1]), Mean(parts[2]));

        double Mean(List<Item> items) => items.Average(item => sheet[item.Key]!.Value);

        double Appearance(List<Item> items) =>
            (Of("layout"), Of("speed"), Of("spelling"), Of("identity")) is ({ } layout, { } speed, { } spelling, { } identity) && items.Count == 4
                ? FirstImpression.DigitalAppearance(layout, speed, spelling, identity)
                : Mean(items);

        int? Of(string facet) => parts[0].Find(item => item.Facet == facet) is { } item ? sheet[item.Key] : null;
    }

    public static IReadOnlyList<ItemFigure> Items(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets) =>
        [.. from section in questionnaire.Sections
            from item in section.Items
            where item.Kind is ItemKind.Rating or ItemKind.Choice
            let answers = sheets.Select(sheet => sheet[item.Key]).OfType<int>().Where(answer => AnswerSheet.IsOn(questionnaire, item, answer)).ToList()
            let places = item.Kind is ItemKind.Choice ? Enumerable.Range(1, item.Options?.Count ?? 0) : questionnaire.Scale.Points
            select new ItemFigure(
                item, section,
                item.Kind is ItemKind.Choice || answers.Count == 0 ? null : Average.Of([.. answers.Select(answer => (double)(item.IsReversed ? questionnaire.Scale.From + questionnaire.Scale.To - answer : answer))]),
                answers.Count,
                sheets.Count(sheet => sheet.Numbers.GetValueOrDefault(item.Key) == AnswerSheet.DoesNotKnow && sheet.Numbers.ContainsKey(item.Key)),
                [.. places.Select(place => answers.Count(answer => answer == place))])];

    /// <returns>Null without a whole answer.</returns>
    public static ServqualFigure? Quality(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets)
    {
        if (questionnaire.Kind is not SurveyKind.Servqual || ServqualLayout.Of(questionnaire) is not { } layout)
            return null;

        var responses = sheets.Select(sheet => Response(layout, sheet)).OfType<ServqualResponse>().ToList();
        if (responses.Count == 0)
            return null;
        var weights = layout.Weights is { } item ? sheets.Select(sheet => Weights(item, sheet)).OfType<ServqualWeights>().ToList() : [];
        var mean = weights.Count == 0 ? null : ServqualWeights.Mean(weights);
        return new ServqualFigure(layout.Items, Measurement.Servqual.Measure(layout.Instrument, responses, mean), sheets.Count - responses.Count, weights.Count, mean);
    }

    public static IReadOnlyList<KanoFigure> Kano(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets) => questionnaire.Kind is not SurveyKind.Kano ? []
        : [.. from item in questionnaire.Items
              where item.Kind is ItemKind.Pair
              let answers = sheets.Select(sheet => (Present: sheet[$"{item.Key}.1"], Absent: sheet[$"{item.Key}.2"])).Where(it => it is ({ } present, { } absent) && IsOne(present) && IsOne(absent))
                  .Select(it => ((KanoAnswer)it.Present!.Value, (KanoAnswer)it.Absent!.Value)).ToList()
              where answers.Count > 0
              select new KanoFigure(item, Measurement.Kano.Count(answers), KanoPosition.Of(answers))];

    private static bool IsOne(int answer) => Enum.IsDefined((KanoAnswer)answer);

    private static ServqualResponse? Response(ServqualLayout layout, AnswerSheet sheet)
    {
        if (AnswerQuality.Answers(layout, sheet, layout.HasExpectations ? "2" : "") is not { } perceived || !OnScale(perceived))
            return null;
        if (!layout.HasExpectations)
            return new ServqualResponse(perceived);
        return AnswerQuality.Answers(layout, sheet, "1") is { } expected && OnScale(expected) ? new ServqualResponse(perceived, expected) : null;

        bool OnScale(IReadOnlyList<int> answers) => answers.All(answer => answer >= 1 && answer <= layout.Instrument.Points);
    }

    // Dimensions that the questionnaire leaves out weigh nothing.
    private static ServqualWeights? Weights(Item item, AnswerSheet sheet)
    {
        double[] points = [.. Enum.GetValues<ServqualDimension>().Select(dimension => (double)(sheet[$"{item.Key}.{ServqualLayout.KeyOf(dimension)}"] ?? 0))];
        return points.Sum() > 0 ? new ServqualWeights(points) : null;
    }

    private static IReadOnlyList<(string, int)> Places(Questionnaire questionnaire, List<int> scores) =>
        [.. questionnaire.Scale.Points.Select(point => ($"{point}", scores.Count(score => score == point)))];
}
