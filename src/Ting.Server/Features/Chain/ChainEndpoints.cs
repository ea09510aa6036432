using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chain;

/// <summary>The chain for programs and spreadsheets: the same numbers and permissions as the page.</summary>
internal static class ChainEndpoints
{
    public sealed record PointItem(DateOnly Start, double? Value, int Count, bool IsHidden);

    public sealed record LinkItem(ChainLink Link, ChainSource Source, ChainUnit Unit, bool LowerIsBetter, Guid? SurveyId, IReadOnlyList<PointItem> Points);

    /// <param name="Low">Of the interval, widened for the number of lags that were looked at.</param>
    public sealed record LagItem(int Lag, int Pairs, double? R, double? Low, double? High);

    public sealed record PairItem(
        ChainLink From, ChainLink To,
        [property: Description("Null with fewer than eight pairs of periods at every lag")] LagItem? Best,
        [property: Description("The changes from period to period at the best lag")] LagItem? OfChanges,
        [property: Description("The interval does not hold 0. It says nothing of cause")] bool IsClear, bool IsAsExpected, IReadOnlyList<LagItem> Lags);

    public sealed record ChainAnswer(ChainStep Step, string Currency, IReadOnlyList<LinkItem> Links, IReadOnlyList<PairItem> Pairs)
    {
        internal static ChainAnswer Of(ChainReport it) => new(
            it.Step, it.Currency,
            [.. it.Links.Select(link => new LinkItem(
                link.Link, link.Source, ChainMetrics.Of(link.Source).Unit, ChainMetrics.Of(link.Source).LowerIsBetter, link.SurveyId,
                [.. link.Points.Select(point => new PointItem(point.Period.Start, point.Value, point.Count, point.IsHidden))]))],
            [.. it.Pairs.Select(pair => new PairItem(
                pair.From, pair.To, pair.Search.Best is { } best ? Lag(best.Lag, best.Correlation) : null, pair is { Search.Best: { } at, OfChanges: { } changes } ? Lag(at.Lag, changes) : null,
                pair.IsClear, pair.IsAsExpected, [.. pair.Search.All.Select(one => Lag(one.Lag, one.Correlation))]))]);
    }

    public sealed record SourcesItem(IReadOnlyDictionary<ChainLink, ChainSource> Sources, Guid? EmployeeSurveyId, Guid? QualitySurveyId, Guid? RecommendSurveyId, int Version)
    {
        internal static SourcesItem Of(ChainSettings it) => new(Enum.GetValues<ChainLink>().ToDictionary(link => link, it.SourceOf), it.EmployeeSurveyId, it.QualitySurveyId, it.RecommendSurveyId, it.Version);
    }

    public sealed record ValueItem(DateOnly Start, double Value, string EnteredBy, DateTimeOffset EnteredAt);

    public sealed record ValueItems(IReadOnlyList<ValueItem> Values);

    public sealed record Written(int Changed);

    public static void Map(IEndpointRouteBuilder api)
    {
        var chain = api.MapGroup("/chain");
        chain.MapGet("", async ([Description("week (as a rule) or month")] string? step, int? periods, string? zone, ReadChain read, TimeProvider clock, CancellationToken cancel) =>
            {
                if ((zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null) is not { } here)
                    return Refusal.Invalid("insights.unknown_zone", "zone").ToHttp();
                if ((step is null ? ChainStep.Week : Choice.Of<ChainStep>(step)) is not { } of)
                    return Refusal.Invalid("chain.choice", "step").ToHttp();
                if (periods is { } count && !ChainPeriods.Counts(of).Contains(count))
                    return Refusal.Invalid("chain.choice", "periods").ToHttp();
                return TypedResults.Ok(ChainAnswer.Of(await read.ReadAsync(of, periods ?? ChainPeriods.Counts(of)[0], here, clock.GetUtcNow(), cancel)));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("The service-profit chain: each link over the last whole weeks or months, and each beside the next at several lags")
            .WithDescription("periods is 13, 26 or 52 weeks, or 12, 24 or 36 months. zone names whose days count (UTC when left out). A correlation is no proof of cause.")
            .Produces<ChainAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        chain.MapGet("/sources", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(SourcesItem.Of(await ChainSettings.ReadAsync(db, cancel)));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What stands for each link of the chain");

        chain.MapPut("/sources", async (SaveChainSources.Request request, HttpContext http, SaveChainSources.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(SourcesItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Say what stands for each link of the chain")
            .Produces<SourcesItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        chain.MapGet("/values", async (string? link, string? step, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (Choice.Of<ChainLink>(link) is not { } of || Choice.Of<ChainStep>(step) is not { } each)
                    return Refusal.Invalid("chain.choice", Choice.Of<ChainLink>(link) is null ? "link" : "step").ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var values = await db.ChainValues.AsNoTracking().Where(it => it.Link == of && it.Step == each).OrderByDescending(it => it.Start).Take(SaveChainValues.Most).ToListAsync(cancel);
                return TypedResults.Ok(new ValueItems([.. values.Select(it => new ValueItem(it.Start, it.Value, it.EnteredBy, it.EnteredAt))]));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What was entered by hand for a link (profit, customerLoyalty …), by week or month, the newest first")
            .Produces<ValueItems>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        chain.MapPut("/values", async (SaveChainValues.Request request, ClaimsPrincipal user, SaveChainValues.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, user.Actor(), cancel)).ToHttp(changed => TypedResults.Ok(new Written(changed))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Enter what a link came to in some weeks or months; a value of null takes one away")
            .Produces<Written>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public static void MapFile(IEndpointRouteBuilder routes) =>
        routes.MapGet("/insights/chain.csv", async (string? step, int? count, HttpContext http, ReadChain read, DateFormats dates, TimeProvider clock, IStringLocalizer<ChainText> text, CancellationToken cancel) =>
        {
            var address = ChainAddress.Of(step, count);
            var report = await read.ReadAsync(address.Step, address.Count, dates.Zone, clock.GetUtcNow(), cancel);
            return CsvFile.Answer(http, $"ting-chain-{report.Periods[0].Start:yyyy-MM-dd}-{report.Periods[^1].Start:yyyy-MM-dd}.csv", async csv =>
            {
                await csv.WriteRowAsync(text["csv.figure"].Value, text["csv.source"].Value, text[$"csv.{address.Step}"].Value, text["csv.value"].Value, "n", text["csv.low"].Value, text["csv.high"].Value);
                foreach (var link in report.Links)
                    foreach (var point in link.Points)
                        await csv.WriteRowAsync(text[$"link.{link.Link}"].Value, text[$"source.{link.Source}"].Value, point.Period.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Round(point.Value), point.Count, null, null);
                foreach (var pair in report.Pairs)
                    foreach (var (lag, found) in pair.Search.All.Select(one => (one.Lag, one.Correlation)))
                        await csv.WriteRowAsync($"{text[$"link.{pair.From}"]} → {text[$"link.{pair.To}"]}", text["csv.r"].Value, text[$"lag.{address.Step}", lag].Value, Round(found.Coefficient?.Value), found.Pairs, Round(found.Coefficient?.Low), Round(found.Coefficient?.High));
            });
        }).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();

    private static LagItem Lag(int lag, Correlation it) => new(lag, it.Pairs, it.Coefficient?.Value, it.Coefficient?.Low, it.Coefficient?.High);

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
