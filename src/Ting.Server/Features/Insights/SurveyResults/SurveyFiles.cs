using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>The figures of a survey and the answers behind them, as files for a spreadsheet and as JSON. What is exported can be imported again.</summary>
internal static class SurveyFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/surveys/{id:guid}/results.csv", FiguresAsync).RequireAuthorization(Permission.SeeInsights).ExcludeFromDescription();
        routes.MapGet("/surveys/{id:guid}/responses.csv", AnswersAsync).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();
    }

    public static void MapApi(IEndpointRouteBuilder api) =>
        api.MapGet("/surveys/{id:guid}/results", async (Guid id, DateTimeOffset? from, DateTimeOffset? to, Guid? inbox, Guid? team, bool? all, ReadSurveyResults results, TimeProvider clock, CancellationToken cancel) =>
            {
                var end = to ?? clock.GetUtcNow();
                var begin = from ?? end.AddDays(-90);
                if (end <= begin || end - begin > TimeSpan.FromDays(3660))
                    return Refusal.Invalid("results.period", "from").ToHttp();
                return await results.HandleAsync(new ResultAddress(id, null, null, null, inbox, team, all is true), begin, end, byGroup: false, cancel) is { } figures
                    ? TypedResults.Ok(ResultShape.Of(figures))
                    : Refusal.NotFound("survey.not_there").ToHttp();
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What a survey says: every figure with n and its 95 % interval")
            .Produces<ResultShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> FiguresAsync(Guid id, HttpContext http, ReadSurveyResults results, DateFormats dates, TimeProvider clock, IStringLocalizer<SurveyResultsText> text, CancellationToken cancel)
    {
        var address = ResultAddress.Of(id, http.Request);
        var period = address.In(dates.Zone, clock.GetUtcNow());
        if (await results.HandleAsync(address, period.From, period.To, byGroup: false, cancel) is not { } figures)
            return Refusal.NotFound("survey.not_there").ToHttp();

        return CsvFile.Answer(http, $"ting-survey-{InsightFiles.Name(period)}.csv", async csv =>
        {
            await csv.WriteRowAsync(text["csv.figure"].Value, text["csv.of"].Value, text["csv.value"].Value, text["csv.low"].Value, text["csv.high"].Value, "n");
            foreach (var figure in ResultShape.Of(figures).Figures)
                await csv.WriteRowAsync(figure.Name, figure.Of, figure.Value, figure.Low, figure.High, figure.N);
        });
    }

    private static async Task<IResult> AnswersAsync(Guid id, HttpContext http, IDbContextFactory<AppDb> database, DateFormats dates, TimeProvider clock, CancellationToken cancel)
    {
        var address = ResultAddress.Of(id, http.Request);
        var period = address.In(dates.Zone, clock.GetUtcNow());
        var db = await database.CreateDbContextAsync(cancel);
        http.Response.RegisterForDispose(db);
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { Published: > 0 } survey)
            return Refusal.NotFound("survey.not_there").ToHttp();

        var rows = ReadSurveyResults.Rows(db, address, period.From, period.To);
        if (survey.IsAnonymous && await rows.Take(SurveyFigures.FewestAnonymous).CountAsync(cancel) < SurveyFigures.FewestAnonymous)
            return Refusal.Forbidden("responses.few").ToHttp();

        var questionnaire = (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == id && it.Number == survey.Published, cancel)).Read();
        string[] keys = [.. questionnaire.Items.SelectMany(item => AnswerSheet.KeysOf(questionnaire, item))];
        return CsvFile.Answer(http, $"ting-answers-{InsightFiles.Name(period)}.csv", async csv =>
        {
            await csv.WriteRowAsync(["id", "at", "language", .. keys]);
            await foreach (var response in rows.OrderBy(it => it.CompletedAt).ThenBy(it => it.Id).AsAsyncEnumerable().WithCancellation(http.RequestAborted))
            {
                if (!address.All && (response.IsStraight || response.IsDuplicate))
                    continue;
                var sheet = response.ReadSheet();
                var at = survey.IsAnonymous ? response.CompletedAt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : response.CompletedAt!.Value.ToString("O", CultureInfo.InvariantCulture);
                object?[] answers = [.. keys.Select(key => sheet.Numbers.TryGetValue(key, out var number) ? number : (object?)sheet.Words.GetValueOrDefault(key))];
                await csv.WriteRowAsync([response.ExternalId ?? response.Id.ToString(), at, response.Language, .. answers]);
            }
        });
    }
}

/// <summary>One figure with what it rests on.</summary>
/// <param name="Name">csat, nps, expectation, perception, gap, weight, alpha, better, worse, mean …</param>
/// <param name="Of">What it is of: a dimension, an item, or nothing for the whole.</param>
public sealed record FigureShape(string Name, string Of, double Value, double? Low, double? High, int N);

/// <summary>The results of a survey as the API shows them.</summary>
/// <param name="Weakest">The dimension that falls furthest short.</param>
public sealed record ResultShape(Guid SurveyId, SurveyKind Kind, int Answers, int Straight, int Duplicates, int Invited, int InvitedAnswered, bool Hidden, ServqualDimension? Weakest, IReadOnlyList<FigureShape> Figures)
{
    internal static ResultShape Of(SurveyFigures it) => new(
        it.Survey.Id, it.Survey.Kind, it.Answers, it.Straight, it.Duplicates, it.Invited, it.InvitedAnswered, it.Hidden, it.Servqual?.Weakest.Dimension,
        [.. Head(it), .. Quality(it.Servqual), .. it.Kano.SelectMany(Kano), .. it.Items.Where(item => item.Mean is not null).Select(item => Figure("mean", item.Item.Key, item.Mean!.Value, item.Count))]);

    private static IEnumerable<FigureShape> Head(SurveyFigures it) => it.Head is not { } head ? [] : head.Figures.Select(figure => Figure(figure.Name, "", figure.Value, head.Count));

    private static IEnumerable<FigureShape> Quality(ServqualFigure? it)
    {
        if (it is null)
            yield break;

        var n = it.Report.Respondents;
        foreach (var figure in it.Report.Dimensions.SelectMany(dimension => Score(ServqualLayout.KeyOf(dimension.Dimension), dimension.Score, n)))
            yield return figure;
        foreach (var dimension in it.Report.Dimensions)
        {
            if (it.Weights is { } weights)
                yield return new("weight", ServqualLayout.KeyOf(dimension.Dimension), Math.Round(weights[dimension.Dimension], 4), null, null, it.Weighed);
            if (dimension.Alpha is { } alpha)
                yield return new("alpha", ServqualLayout.KeyOf(dimension.Dimension), Math.Round(alpha, 4), null, null, n);
        }

        foreach (var figure in Score("unweighted", it.Report.Unweighted, n).Concat(it.Report.Weighted is { } weighted ? Score("weighted", weighted, n) : []))
            yield return figure;
        foreach (var figure in it.Report.Items.SelectMany(item => Score(it.Statements[item.Number - 1].Key, item.Score, n)))
            yield return figure;
    }

    private static IEnumerable<FigureShape> Score(string of, ServqualScore score, int n)
    {
        yield return Figure("perception", of, score.Perception, n);
        if (score.Expectation is { } expected)
            yield return Figure("expectation", of, expected, n);
        if (score.Gap is { } gap)
            yield return Figure("gap", of, gap, n);
    }

    private static IEnumerable<FigureShape> Kano(KanoFigure it)
    {
        if (it.Counts.Better is { } better)
            yield return Figure("better", it.Item.Key, better, it.Counts.Total);
        if (it.Counts.Worse is { } worse)
            yield return Figure("worse", it.Item.Key, worse, it.Counts.Total);
    }

    private static FigureShape Figure(string name, string of, Interval it, int n) =>
        new(name, of, Math.Round(it.Value, 4), it.IsBounded ? Math.Round(it.Low, 4) : null, it.IsBounded ? Math.Round(it.High, 4) : null, n);
}
