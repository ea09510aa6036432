using System.ComponentModel;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Ui;

namespace Ting.Server.Features.WordingEffects;

/// <summary>The table of contents of this folder: what follows on bad wording.</summary>
internal static class WordingEffectsFeature
{
    /// <param name="Low">Of the interval of 95 %.</param>
    public sealed record Bounded(double Value, double Low, double High)
    {
        internal static Bounded? Of(Interval? it) => it is { } value ? new(value.Value, value.Low, value.High) : null;
    }

    public sealed record EffectItem(
        [property: Description("Of the coach's rules; null for any of them")] string? Category, WordingOutcome Outcome, ReportAnswers.ShareShape With, ReportAnswers.ShareShape Without,
        [property: Description("With less without, by Newcombe. It is no proof of cause")] Bounded? Difference, [property: Description("With over without, by Katz")] Bounded? Ratio,
        [property: Description("The interval of the difference does not hold 0")] bool IsClear);

    public sealed record EffectsAnswer(int Conversations, int WithAny, int WatchedDays, IReadOnlyList<EffectItem> Effects);

    public sealed record EffectRow(Guid Id, long Number, string? Subject, DateTimeOffset? ResolvedAt);

    public static IServiceCollection AddWordingEffects(this IServiceCollection services) => services.AddRefusalTexts<WordingEffectsText>().AddSingleton<WordingFigures>();

    public static void MapWordingEffects(this IEndpointRouteBuilder api)
    {
        api.MapGet("/wording-effects", async ([AsParameters] ReportAnswers.Query query, int? days, ClaimsPrincipal user, WordingFigures figures, TimeProvider clock, CancellationToken cancel) =>
            {
                if (ReportAnswers.Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                if (days is { } given && !WordingFigures.Watched.Contains(given))
                    return Refusal.Invalid("wording.days", "days").ToHttp();
                var report = await figures.ReadAsync(asked.Filter, days ?? WordingFigures.Watched[0], clock.GetUtcNow(), cancel);
                return TypedResults.Ok(new EffectsAnswer(report.Conversations, report.WithAny, report.Days, [.. report.Effects.Select(it => new EffectItem(
                    it.Category, it.Outcome, ReportAnswers.ShareShape.Of(it.With.Hits, it.With.Count), ReportAnswers.ShareShape.Of(it.Without.Hits, it.Without.Count), Bounded.Of(it.Difference), Bounded.Of(it.Ratio), it.IsClear))]));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What followed on conversations with words that the coach marks, beside the others: lost customers, escalation, complaints")
            .WithDescription("days is 30, 60 or 90: how long was watched whether somebody bought again.")
            .Produces<EffectsAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapGet("/wording-effects/conversations", async (string? category, string? outcome, int? days, [AsParameters] ReportAnswers.Query query, [AsParameters] PageQuery page, ClaimsPrincipal user, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                if (ReportAnswers.Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                if (days is { } given && !WordingFigures.Watched.Contains(given))
                    return Refusal.Invalid("wording.days", "days").ToHttp();
                if (outcome is not null && Choice.Of<WordingOutcome>(outcome) is null)
                    return Refusal.Invalid("wording.choice", "outcome").ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var rows = WordingFigures.Rows(db, asked.Filter, days ?? WordingFigures.Watched[0], clock.GetUtcNow(), category, Choice.Of<WordingOutcome>(outcome));
                return (await Platform.Api.Page.OldestFirstAsync(rows, it => it.Id, page, "wording", cancel)).ToHttp(part => TypedResults.Ok(part.Select(it => new EffectRow(it.Id, it.Number, it.Subject, it.ResolvedAt))));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("The conversations behind a number: with words of a category of the coach (any when left out), after which it came to an outcome (whatever followed when left out)")
            .Produces<Page<EffectRow>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    public static void MapWordingEffectFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/insights/wording.csv", async (int? days, HttpContext http, ClaimsPrincipal user, WordingFigures figures, DateFormats dates, TimeProvider clock, IStringLocalizer<WordingEffectsText> text, IStringLocalizer<UiText> names, CancellationToken cancel) =>
        {
            var address = InsightAddress.Of(http.Request);
            var period = address.In(dates.Zone, clock.GetUtcNow());
            if (!InsightFilter.SeesAll(user))
                return Refusal.Forbidden("insights.no_export").ToHttp();
            var report = await figures.ReadAsync(address.Filter(period), days is { } given && WordingFigures.Watched.Contains(given) ? given : WordingFigures.Watched[0], clock.GetUtcNow(), cancel);
            return CsvFile.Answer(http, $"ting-wording-{InsightFiles.Name(period)}.csv", async csv =>
            {
                await csv.WriteRowAsync(text["category"].Value, text["outcome"].Value, text["csv.with"].Value, text["csv.with.n"].Value, text["csv.without"].Value, text["csv.without.n"].Value,
                    text["difference"].Value, text["csv.low"].Value, text["csv.high"].Value, text["ratio"].Value, text["csv.low"].Value, text["csv.high"].Value);
                foreach (var it in report.Effects)
                    await csv.WriteRowAsync(NameOf(it.Category, text, names), text[$"outcome.{it.Outcome}"].Value, it.With.Hits, it.With.Count, it.Without.Hits, it.Without.Count,
                        Round(it.Difference?.Value), Round(it.Difference?.Low), Round(it.Difference?.High), Round(it.Ratio?.Value), Round(it.Ratio?.Low), Round(it.Ratio?.High));
            });
        }).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();

    internal static string NameOf(string? category, IStringLocalizer<WordingEffectsText> text, IStringLocalizer<UiText> names) =>
        category is null ? text["any"].Value : names[$"coach.{category}"] is { ResourceNotFound: false } name ? name.Value : category;

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
