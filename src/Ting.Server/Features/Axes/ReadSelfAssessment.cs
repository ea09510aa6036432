using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Axes;

/// <param name="Key">Of the questionnaire's section.</param>
/// <param name="Mean">On the questionnaire's scale; null without an answer.</param>
/// <param name="Source">What is measured beside it; null where nothing is.</param>
public sealed record SelfAssessed(string Key, Wording Name, Interval? Mean, int Count, AxisSource? Source);

/// <param name="Hidden">There are answers, but so few that one could tell whose.</param>
/// <param name="From">The lowest place of the scale.</param>
/// <param name="To">The highest: excellent.</param>
public sealed record SelfAssessment(Guid SurveyId, string Name, int Answers, bool Hidden, int From, int To, IReadOnlyList<SelfAssessed> Standards);

/// <summary>The seven standards of excellent service as those who serve see themselves (SQ-03), from the newest self-assessment: where are we, how far from excellent?</summary>
public sealed class ReadSelfAssessment(ReadSurveyResults results, IDbContextFactory<AppDb> database)
{
    /// <summary>A self-assessment is made now and then: those of a year count.</summary>
    private const int Days = 365;

    private static readonly Dictionary<string, AxisSource> Measured = new()
    {
        ["warmth"] = AxisSource.Attitude,
        ["help"] = AxisSource.Checklists,
        ["speed"] = AxisSource.ServiceLevels,
        ["customer"] = AxisSource.PersonalCriteria,
        ["keep"] = AxisSource.Promises,
        ["place"] = AxisSource.Recovery,
    };

    /// <returns>Null where no self-assessment was ever published.</returns>
    public async Task<SelfAssessment?> ReadAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var id = await db.Surveys.AsNoTracking().Where(it => it.Kind == SurveyKind.SelfAssessment && it.Published > 0).OrderByDescending(it => it.Id).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel);
        if (id is not { } survey || await results.HandleAsync(new ResultAddress(survey, null, null, null, null, null, All: false), now.AddDays(-Days), now, byGroup: false, cancel) is not { } figures)
            return null;

        return new(survey, figures.Survey.Name, figures.Hidden ? 0 : figures.Answers, figures.Hidden, figures.Questionnaire.Scale.From, figures.Questionnaire.Scale.To,
        [
            .. figures.Questionnaire.Sections.Where(section => section.Items.Any(item => item.Kind is ItemKind.Rating)).Select(section =>
            {
                var item = figures.Items.FirstOrDefault(it => it.Section.Key == section.Key && it.Item.Kind is ItemKind.Rating);
                return new SelfAssessed(section.Key, section.Name, item?.Mean, item?.Count ?? 0, Measured.TryGetValue(section.Key, out var source) ? source : null);
            }),
        ]);
    }
}
