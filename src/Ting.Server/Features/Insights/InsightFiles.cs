using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Insights;

/// <summary>The page and its rows as files for a spreadsheet.</summary>
internal static class InsightFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/insights/export.csv", FiguresAsync).ExcludeFromDescription();
        routes.MapGet("/insights/rows.csv", RowsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> FiguresAsync(
        HttpContext http, ClaimsPrincipal user, InsightQueries insights, DateFormats dates, TimeProvider clock, IStringLocalizer<InsightsText> text)
    {
        var address = InsightAddress.Of(http.Request);
        var period = address.In(dates.Zone, clock.GetUtcNow());
        if (!InsightFilter.SeesAll(user))
            return Refusal.Forbidden("insights.no_export").ToHttp();

        var figures = await insights.FiguresAsync(address.Filter(period), dates.Zone, byHour: period.Days <= 2);
        return CsvFile.Answer(http, $"ting-insights-{Name(period)}.csv", async csv =>
        {
            await csv.WriteRowAsync(text["csv.figure"].Value, text["csv.key"].Value, text["csv.value"].Value, "n", text["csv.low"].Value, text["csv.high"].Value);
            foreach (var (figure, key, value, n, low, high) in Lines(figures, dates, text))
                await csv.WriteRowAsync(figure, key, value, n, low, high);
        });
    }

    private static async Task<IResult> RowsAsync(
        HttpContext http, ClaimsPrincipal user, string number, string? of, IDbContextFactory<AppDb> database, DateFormats dates, TimeProvider clock, IStringLocalizer<InsightsText> text)
    {
        var address = InsightAddress.Of(http.Request);
        if (!InsightFilter.SeesAll(user))
            return Refusal.Forbidden("insights.no_export").ToHttp();

        var db = await database.CreateDbContextAsync(http.RequestAborted);
        http.Response.RegisterForDispose(db);
        var period = address.In(dates.Zone, clock.GetUtcNow());
        if (RowQueries.Rows(db, address.Filter(period), number, of, cursor: null, clock.GetUtcNow()) is not { } rows)
            return Refusal.NotFound("insights.unknown_number").ToHttp();

        return CsvFile.Answer(http, $"ting-{number}-{Name(period)}.csv", async csv =>
        {
            await csv.WriteRowAsync([.. Columns.Select(column => text[$"row.{column}"].Value)]);
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(http.RequestAborted))
            {
                await csv.WriteRowAsync(row.Number, row.Subject, row.Person, text[$"status.{row.Status}"].Value, Time(row.CreatedAt), Time(row.FirstReplyAt), Time(row.ResolvedAt),
                    row.FirstLevel, row.LastLevel, row.Score, row.Predicted is { } predicted ? Math.Round(predicted, 2) : null, row.Finding, row.Outcome);
            }
        });

        string? Time(DateTimeOffset? at) => at is { } moment ? dates.Here(moment).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;
    }

    private static readonly string[] Columns =
        ["number", "subject", "person", "status", "created", "firstReply", "resolved", "firstLevel", "lastLevel", "score", "predicted", "finding", "outcome"];

    internal static IEnumerable<(string Figure, object? Key, object? Value, int? Count, double? Low, double? High)> Lines(InsightFigures it, DateFormats dates, IStringLocalizer text)
    {
        yield return (text["number.received"], null, it.Received, null, null, null);
        yield return (text["number.resolved"], null, it.Resolved, null, null, null);
        yield return (text["times.firstReply"], text["times.median"].Value, it.FirstReply.Median, it.FirstReply.Count, null, null);
        yield return (text["times.firstReply"], "p90", it.FirstReply.P90, it.FirstReply.Count, null, null);
        yield return (text["times.resolution"], text["times.median"].Value, it.Resolution.Median, it.Resolution.Count, null, null);
        yield return (text["times.resolution"], "p90", it.Resolution.P90, it.Resolution.Count, null, null);
        yield return Share(text["csat.title"], null, it.Satisfaction.Satisfied, it.Satisfaction.Answered);
        yield return Share(text["csat.rate"], null, it.Satisfaction.Answered, it.Satisfaction.Asked);
        for (var score = 1; score <= 5; score++)
            yield return (text["number.score"], score, it.Satisfaction.Scores[score - 1], null, null, null);
        yield return (text["csat.predicted"], null, Round(it.Satisfaction.PredictedOfUnanswered), it.Satisfaction.PredictedOnly, null, null);
        yield return Share(text["emotion.title"], null, it.Emotion.Recovered, it.Emotion.NegativeStart);
        foreach (var target in it.Targets)
            yield return Share(text["targets.title"], text[$"targets.{target.Target}"].Value, target.Met, target.Count);
        for (var level = -2; level <= 2; level++)
        {
            yield return (text["emotion.first"], text[$"level.{level}"].Value, it.Emotion.First[level + 2], null, null, null);
            yield return (text["emotion.last"], text[$"level.{level}"].Value, it.Emotion.Last[level + 2], null, null, null);
        }

        foreach (var bar in it.Volume)
        {
            var at = dates.Here(bar.Start).ToString(it.ByHour ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return (text["number.received"], at, bar.Received, null, null, null);
            yield return (text["number.resolved"], at, bar.Resolved, null, null, null);
        }

        foreach (var coach in it.Coach)
        {
            yield return (text["coach.title"], $"{coach.Category}: {text["coach.shown"]}", coach.Shown, null, null, null);
            yield return (text["coach.title"], $"{coach.Category}: {text["coach.accepted"]}", coach.Accepted, null, null, null);
            yield return (text["coach.title"], $"{coach.Category}: {text["coach.overridden"]}", coach.Overridden, null, null, null);
        }

        foreach (var topic in it.Topics)
            yield return (text["topics.title"], topic.Name, topic.Count, null, null, null);
        foreach (var group in it.Inboxes.Concat(it.Teams))
            yield return (text["groups.title"], group.Name, group.Received, null, null, null);
    }

    private static (string, object?, object?, int?, double?, double?) Share(string figure, object? key, int hits, int count)
    {
        if (count == 0)
            return (figure, key, null, 0, null, null);
        var share = Proportion.Wilson(hits, count);
        return (figure, key, Round(share.Value), count, Round(share.Low), Round(share.High));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;

    internal static string Name(InsightPeriod period) => $"{period.First:yyyy-MM-dd}-{period.Last:yyyy-MM-dd}";
}
