using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Ideas;

/// <summary>What the answers to one pair of questions come to, in one stretch of time.</summary>
internal static class CountClass
{
    /// <summary>From fewer answers no class is taken: it would turn with the next one.</summary>
    public const int Fewest = CustomerSatisfaction.FewestAnswers;

    /// <summary>More are not counted at once; the newest are.</summary>
    public const int Most = 5000;

    /// <param name="Since">Of the first answer counted.</param>
    /// <param name="At">Of the last.</param>
    public sealed record Found(KanoCounts Counts, DateTimeOffset Since, DateTimeOffset At);

    /// <returns>The questionnaire as it was published last; null when it is no Kano survey, or was never published.</returns>
    public static async Task<Questionnaire?> QuestionnaireAsync(AppDb db, Guid surveyId, CancellationToken cancel) =>
        await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == surveyId && it.Kind == SurveyKind.Kano && it.Published > 0, cancel) is { } survey
            ? (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == surveyId && it.Number == survey.Published, cancel)).Read()
            : null;

    /// <returns>Null with fewer than <see cref="Fewest"/> answers.</returns>
    public static async Task<Found?> ReadAsync(AppDb db, Guid surveyId, string itemKey, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (await QuestionnaireAsync(db, surveyId, cancel) is not { } questionnaire)
            return null;
        var rows = await Answers(db, surveyId, from, to).OrderByDescending(it => it.CompletedAt).ThenByDescending(it => it.Id).Take(Most).Select(it => new { At = it.CompletedAt!.Value, it.Numbers }).ToListAsync(cancel);
        var answered = rows.Select(row => (row.At, Sheet: new AnswerSheet(SurveyResponse.ReadNumbers(row.Numbers), []))).Where(it => it.Sheet[$"{itemKey}.1"] is not null && it.Sheet[$"{itemKey}.2"] is not null).ToList();
        var counts = CountAnswers.Kano(questionnaire, [.. answered.Select(it => it.Sheet)]).FirstOrDefault(it => it.Item.Key == itemKey)?.Counts;
        return counts is null || counts.Total < Fewest ? null : new(counts, answered[^1].At, answered[0].At);
    }

    internal static IQueryable<SurveyResponse> Answers(AppDb db, Guid surveyId, DateTimeOffset from, DateTimeOffset to) =>
        db.SurveyResponses.AsNoTracking().Where(it => it.SurveyId == surveyId && it.CompletedAt >= from && it.CompletedAt < to && !it.IsStraight && !it.IsDuplicate);
}
