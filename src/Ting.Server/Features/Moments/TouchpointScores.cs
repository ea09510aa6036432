using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>One first impression: from 1 to 5 each.</summary>
public sealed record Impression(DateTimeOffset At, double Appearance, double Behaviour, double Communication, bool FromCustomer);

/// <summary>The score of one touchpoint in a stretch of time.</summary>
/// <param name="Score">With its interval; null when nothing was measured.</param>
/// <param name="Count">How many impressions it rests on.</param>
/// <param name="FromCustomers">How many of them customers gave.</param>
/// <param name="Appearance">Means of the three parts.</param>
/// <param name="Behaviour">See above.</param>
/// <param name="Communication">See above.</param>
/// <param name="IsCut">There were more; the newest were counted.</param>
public sealed record TouchpointScore(Interval? Score, int Count, int FromCustomers, double? Appearance, double? Behaviour, double? Communication, bool IsCut)
{
    internal static TouchpointScore Of(IReadOnlyCollection<Impression> impressions, ImpressionWeights weights, bool isCut = false) => impressions.Count == 0
        ? new(null, 0, 0, null, null, null, isCut)
        : new(
            Average.Of([.. impressions.Select(it => FirstImpression.Score(it.Appearance, it.Behaviour, it.Communication, weights))]), impressions.Count, impressions.Count(it => it.FromCustomer),
            impressions.Average(it => it.Appearance), impressions.Average(it => it.Behaviour), impressions.Average(it => it.Communication), isCut);
}

/// <param name="Month">Its first day.</param>
public sealed record MonthScore(DateOnly Month, TouchpointScore Score);

/// <summary>Counts the first impressions of touchpoints from what customers answered and what colleagues logged (MOT-02).</summary>
public sealed class TouchpointScores(IDbContextFactory<AppDb> database)
{
    /// <summary>Of one touchpoint and source; more are not counted at once, the newest are.</summary>
    public const int Most = 2000;

    public async Task<TouchpointScore> OfAsync(Touchpoint touchpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var (impressions, isCut) = await ReadAsync(db, touchpoint, from, to, cancel);
        return TouchpointScore.Of(impressions, (await ImpressionSettings.ReadAsync(db, cancel)).Of(touchpoint), isCut);
    }

    /// <summary>Month by month in the reader's days, the oldest first.</summary>
    public async Task<IReadOnlyList<MonthScore>> TrendAsync(Touchpoint touchpoint, int months, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var weights = (await ImpressionSettings.ReadAsync(db, cancel)).Of(touchpoint);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - months);
        var (impressions, isCut) = await ReadAsync(db, touchpoint, Platform.Localisation.WallClock.InZone(first.ToDateTime(TimeOnly.MinValue), zone), now.AddDays(1), cancel);
        var byMonth = impressions.ToLookup(it => TimeZoneInfo.ConvertTime(it.At, zone) is var here ? new DateOnly(here.Year, here.Month, 1) : default);
        return [.. Enumerable.Range(0, months).Select(first.AddMonths).Select(month => new MonthScore(month, TouchpointScore.Of([.. byMonth[month]], weights, isCut)))];
    }

    internal static IQueryable<LoggedMoment> Logged(AppDb db, Guid touchpointId, DateTimeOffset from, DateTimeOffset to) =>
        db.LoggedMoments.AsNoTracking().Where(it => it.TouchpointId == touchpointId && it.At >= from && it.At < to).OrderByDescending(it => it.At).ThenByDescending(it => it.Id);

    private static async Task<(List<Impression> Impressions, bool IsCut)> ReadAsync(AppDb db, Touchpoint touchpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var logged = await Logged(db, touchpoint.Id, from, to).Take(Most + 1).Select(it => new Impression(it.At, it.Appearance, it.Behaviour, it.Communication, false)).ToListAsync(cancel);
        var answered = touchpoint.SurveyId is { } survey ? await AnsweredAsync(db, survey, from, to, cancel) : [];
        return ([.. logged.Take(Most), .. answered.Take(Most)], logged.Count > Most || answered.Count > Most);
    }

    private static async Task<List<Impression>> AnsweredAsync(AppDb db, Guid surveyId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == surveyId, cancel) is not { Published: > 0 } survey)
            return [];

        var questionnaire = (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == surveyId && it.Number == survey.Published, cancel)).Read();
        var rows = await db.SurveyResponses.AsNoTracking()
            .Where(it => it.SurveyId == surveyId && it.CompletedAt >= from && it.CompletedAt < to && !it.IsStraight && !it.IsDuplicate)
            .OrderByDescending(it => it.CompletedAt).ThenByDescending(it => it.Id).Take(Most + 1).Select(it => new { At = it.CompletedAt!.Value, it.Numbers }).ToListAsync(cancel);
        if (survey.IsAnonymous && rows.Count < SurveyFigures.FewestAnonymous)
            return []; // so few that one could tell who said what
        return
        [
            .. rows.Select(row => (row.At, Parts: CountAnswers.ImpressionOf(questionnaire, new AnswerSheet(SurveyResponse.ReadNumbers(row.Numbers), []))))
                .Where(row => row.Parts is not null)
                .Select(row => new Impression(row.At, OnFive(row.Parts!.Value.Appearance), OnFive(row.Parts.Value.Behaviour), OnFive(row.Parts.Value.Communication), true)),
        ];

        // A survey of our own may have another scale; what colleagues log has five steps.
        double OnFive(double answer) => 1 + (answer - questionnaire.Scale.From) * 4 / Math.Max(1, questionnaire.Scale.To - questionnaire.Scale.From);
    }
}
