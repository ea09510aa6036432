using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chain;

/// <summary>The links that surveys answer: what colleagues say of their work (SPC-02, SPC-03), and customers of the service. Each survey is read once.</summary>
internal sealed class ChainSurveys(AppDb db, ChainSettings settings, IReadOnlyList<ChainPeriod> periods)
{
    /// <summary>More answers are not read at once; the newest are.</summary>
    public const int Most = 20_000;

    /// <summary>"Employees get the support from the company that they need": the seventeenth statement, of the full forms.</summary>
    private const int SupportStatement = 17;

    private const int FullForm = 22;

    private readonly Dictionary<Guid, Answered> _read = [];

    public static SurveyKind? KindOf(ChainSource source) => source switch
    {
        ChainSource.ServqualSupport or ChainSource.ServqualPerceived => SurveyKind.Servqual,
        ChainSource.Nps => SurveyKind.Nps,
        _ when ChainMetrics.IsAboutEmployees(source) => SurveyKind.Employee,
        _ => null,
    };

    public async Task<(Guid? SurveyId, IReadOnlyList<ChainPoint> Points)> ReadAsync(ChainSource source, CancellationToken cancel)
    {
        if (await SurveyAsync(source, cancel) is not { } survey)
            return (null, [.. periods.Select(period => new ChainPoint(period, null, 0))]);
        if (!_read.TryGetValue(survey.Id, out var answered))
            _read[survey.Id] = answered = await AnsweredAsync(survey, cancel);

        var fewest = survey.IsAnonymous ? Math.Max(SurveyFigures.FewestAnonymous, ChainMetrics.Of(source).Fewest) : ChainMetrics.Of(source).Fewest;
        return (survey.Id, [.. periods.Select((period, at) => PointOf(period, [.. answered.Sheets[at].Select(sheet => ValueOf(source, answered.Questionnaire, sheet)).OfType<double>()], fewest, survey.IsAnonymous))]);
    }

    private static ChainPoint PointOf(ChainPeriod period, double[] values, int fewest, bool isAnonymous)
    {
        if (values.Length >= fewest && values.Length > 0)
            return new(period, values.Average(), values.Length);
        return isAnonymous ? new(period, null, 0, IsHidden: values.Length > 0) : new(period, null, values.Length);
    }

    private async Task<Survey?> SurveyAsync(ChainSource source, CancellationToken cancel)
    {
        var kind = KindOf(source)!.Value;
        var chosen = kind switch { SurveyKind.Employee => settings.EmployeeSurveyId, SurveyKind.Servqual => settings.QualitySurveyId, _ => settings.RecommendSurveyId };
        var surveys = db.Surveys.AsNoTracking().Where(it => it.Kind == kind && it.Published > 0);
        return chosen is { } id ? await surveys.SingleOrDefaultAsync(it => it.Id == id, cancel) : await surveys.OrderByDescending(it => it.Id).FirstOrDefaultAsync(cancel);
    }

    private async Task<Answered> AnsweredAsync(Survey survey, CancellationToken cancel)
    {
        var (from, to) = (periods[0].From, periods[^1].To);
        var questionnaire = (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == survey.Id && it.Number == survey.Published, cancel)).Read();
        var rows = await db.SurveyResponses.AsNoTracking().Where(it => it.SurveyId == survey.Id && it.CompletedAt >= from && it.CompletedAt < to && !it.IsStraight && !it.IsDuplicate)
            .OrderByDescending(it => it.CompletedAt).ThenByDescending(it => it.Id).Take(Most).Select(it => new { At = it.CompletedAt!.Value, it.Numbers }).ToListAsync(cancel);
        var sheets = periods.Select(_ => new List<AnswerSheet>()).ToList();
        var at = periods.Count - 1;
        foreach (var row in rows) // the newest first
        {
            while (row.At < periods[at].From)
                at--;
            sheets[at].Add(new AnswerSheet(SurveyResponse.ReadNumbers(row.Numbers), []));
        }

        return new(questionnaire, sheets);
    }

    /// <summary>What one person's sheet comes to; null where they left it open.</summary>
    private static double? ValueOf(ChainSource source, Questionnaire questionnaire, AnswerSheet sheet) => source switch
    {
        ChainSource.EmployeeInternal => MeanOf(questionnaire, sheet, "internal"),
        ChainSource.EmployeeCare => MeanOf(questionnaire, sheet, "care"),
        ChainSource.EmployeeSatisfaction => MeanOf(questionnaire, sheet, "satisfaction"),
        ChainSource.EmployeeLoyalty => MeanOf(questionnaire, sheet, "loyalty"),
        ChainSource.ServqualSupport => SupportOf(questionnaire, sheet),
        ChainSource.ServqualPerceived => PerceivedOf(questionnaire, sheet),
        _ => PromotionOf(questionnaire, sheet),
    };

    private static double? MeanOf(Questionnaire questionnaire, AnswerSheet sheet, string facet) =>
        Mean(questionnaire.Items.Where(item => item.Kind is ItemKind.Rating && item.Facet == facet).Select(item => Turned(questionnaire, item, sheet[item.Key])));

    private static double? SupportOf(Questionnaire questionnaire, AnswerSheet sheet) =>
        ServqualLayout.Of(questionnaire) is { Items.Count: FullForm } layout ? Felt(questionnaire, layout, layout.Items[SupportStatement - 1], sheet) : null;

    // The mean of the dimensions, as SERVPERF has it; every dimension has to be there.
    private static double? PerceivedOf(Questionnaire questionnaire, AnswerSheet sheet)
    {
        if (ServqualLayout.Of(questionnaire) is not { } layout)
            return null;
        var dimensions = layout.Items.Zip(layout.Instrument.Items, (item, of) => (of.Dimension, Value: Felt(questionnaire, layout, item, sheet))).GroupBy(it => it.Dimension)
            .Select(group => group.Any(it => it.Value is null) ? null : group.Average(it => it.Value)).ToList();
        return dimensions.Contains(null) ? null : dimensions.Average();
    }

    private static double? Felt(Questionnaire questionnaire, ServqualLayout layout, Item item, AnswerSheet sheet) =>
        Turned(questionnaire, item, sheet[layout.HasExpectations ? $"{item.Key}.2" : item.Key]);

    // +100 for one who recommends, −100 for one who warns: their mean is the score.
    private static double? PromotionOf(Questionnaire questionnaire, AnswerSheet sheet) =>
        questionnaire.Items.FirstOrDefault() is { } first && sheet[first.Key] is { } score ? score >= 9 ? 100 : score <= 6 ? -100 : 0 : null;

    private static double? Turned(Questionnaire questionnaire, Item item, int? answer) =>
        answer is { } number && AnswerSheet.IsOn(questionnaire, item, number) ? item.IsReversed ? questionnaire.Scale.From + questionnaire.Scale.To - number : number : null;

    private static double? Mean(IEnumerable<double?> values) => values.OfType<double>().ToList() is { Count: > 0 } some ? some.Average() : null;

    /// <param name="Sheets">Of each period.</param>
    private sealed record Answered(Questionnaire Questionnaire, IReadOnlyList<List<AnswerSheet>> Sheets);
}
