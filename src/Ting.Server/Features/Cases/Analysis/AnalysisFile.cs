using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Cases.Analysis;

/// <summary>The analysis of complaints as a file for a spreadsheet.</summary>
internal static class AnalysisFile
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/analysis.csv", AnswerAsync).RequireAuthorization(Permission.SeeInsights, Permission.ExportData);

    private static async Task<IResult> AnswerAsync(HttpContext http, string? period, string? from, string? to, CaseAnalysis analysis, DateFormats dates, TimeProvider clock, IStringLocalizer<CasesText> text)
    {
        var asked = InsightPeriod.Read(period ?? (from is null ? "90d" : null), from, to, dates.Zone, clock.GetUtcNow());
        var figures = await analysis.OfAsync(asked, http.RequestAborted);
        return CsvFile.Answer(http, $"ting-complaints-{asked.First:yyyy-MM-dd}-{asked.Last:yyyy-MM-dd}.csv", async csv =>
        {
            await csv.WriteRowAsync(text["csv.figure"].Value, text["csv.key"].Value, text["csv.value"].Value, "n", text["csv.low"].Value, text["csv.high"].Value);
            foreach (var (figure, key, value, n, low, high) in Lines(figures, text))
                await csv.WriteRowAsync(figure, key, value, n, low, high);
        });
    }

    private static IEnumerable<(string Figure, string? Key, object? Value, int? Count, double? Low, double? High)> Lines(CaseAnalysis.Figures it, IStringLocalizer text)
    {
        yield return (text["analysis.complaints"], null, it.Complaints, null, null, null);
        foreach (var cause in it.Causes)
        {
            yield return (text["analysis.pareto"], cause.CauseId is null ? text["cause.none"].Value : cause.Name, cause.Count, null, null, null);
            if (cause.Running is { } running)
                yield return (text["analysis.running"], cause.Name, Math.Round(running, 4), null, null, null);
        }

        foreach (var week in it.Weeks)
        {
            yield return (text["analysis.opened"], week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), week.Opened, null, null, null);
            yield return (text["analysis.closed"], week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), week.Closed, null, null, null);
        }

        foreach (var (name, share) in new[] { ("analysis.repeats", it.Repeats), ("analysis.inTime", it.InTime), ("analysis.recovered", it.Recovered) })
            yield return (text[name], null, Round(share.Of), share.Count, Round(share.Low), Round(share.High));
        yield return (text["analysis.before"], null, Round(it.Before), it.Pairs, null, null);
        yield return (text["analysis.after"], null, Round(it.After), it.Pairs, null, null);
        yield return (text["analysis.cost"], it.Currency, it.Cost, null, null, null);
        foreach (var gesture in it.Gestures)
            yield return (text["gestures"], gesture.Name, gesture.Sum, gesture.Count, null, null);
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
