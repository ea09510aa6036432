using System.ComponentModel;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Axes;

/// <summary>The picture for programs and spreadsheets: the same numbers and permissions as the pages.</summary>
internal static class AxesEndpoints
{
    public sealed record SourceItem(AxisSource Source, CriterionAxis Axis, ReportAnswers.ShareShape Share);

    /// <param name="Low">Of the interval of 95 %.</param>
    public sealed record AxisItem(double Share, double Low, double High, int Count, IReadOnlyList<AxisSource> Sources)
    {
        internal static AxisItem? Of(AxisFigure it) => it.Share is { } share ? new(share.Value, share.Low, share.High, it.Count, it.Sources) : null;
    }

    public sealed record GroupItem(
        string Key, string Name, int People,
        [property: Description("The mean of the sources with twenty rows or more, each with the same weight; null where none has")] AxisItem? Procedural, AxisItem? Personal,
        [property: Description("Both values against the line; null where one of the axes is")] AxisField? Field, [property: Description("Neither interval lies on both sides of the line")] bool IsClear,
        IReadOnlyList<SourceItem> Sources)
    {
        internal static GroupItem Of(AxisGroup it, double line) => new(
            it.Key, it.Name, it.People, AxisItem.Of(it.Procedural), AxisItem.Of(it.Personal), it.FieldOf(line), it.IsClear(line),
            [.. it.Counts.Select(source => new SourceItem(source.Key, AxisSources.AxisOf(source.Key), ReportAnswers.ShareShape.Of(source.Value.Kept, source.Value.Count)))]);
    }

    public sealed record StandardItem(string Key, double? Mean, double? Low, double? High, int Count, AxisSource? Measured);

    public sealed record SelfAssessmentItem(Guid SurveyId, int Answers, bool Hidden, int From, int To, IReadOnlyList<StandardItem> Standards);

    public sealed record AxesAnswer(
        AxisGrouping By, int Line, GroupItem Whole, IReadOnlyList<GroupItem> Groups,
        [property: Description("People whose group has fewer than three, even together with the other small ones; they are counted nowhere")] int Hidden, SelfAssessmentItem? SelfAssessment);

    public sealed record RowItem(Guid Id, [property: Description("conversation or case")] string Kind, long Number, string? Title, DateTimeOffset? At);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/axes", async ([AsParameters] ReportAnswers.Query query, int? line, ClaimsPrincipal user, ReadAxes axes, ReadSelfAssessment selves, TimeProvider clock, CancellationToken cancel) =>
            {
                if (Asked(query, line, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                var report = await axes.ReadAsync(asked.Filter, asked.By, cancel);
                var self = await selves.ReadAsync(clock.GetUtcNow(), cancel);
                return TypedResults.Ok(new AxesAnswer(
                    asked.By, asked.Line, GroupItem.Of(report.Whole, asked.Line / 100.0), [.. report.Groups.Select(it => GroupItem.Of(it, asked.Line / 100.0))], report.Hidden,
                    self is null ? null : new(self.SurveyId, self.Answers, self.Hidden, self.From, self.To, [.. self.Standards.Select(it => new StandardItem(it.Key, it.Mean?.Value, Bound(it.Mean?.Low), Bound(it.Mean?.High), it.Count, it.Source))])));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Service quality on its two axes by team, role or time here: the procedural and the personal one, and the self-assessment beside")
            .WithDescription("by is team (as a rule), role or tenure; line is 70, 80 or 90 percent. inbox narrows it; team and agent do not: groups of fewer than three people are never shown.")
            .Produces<AxesAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapGet("/axes/rows", async (string? group, string? source, bool? missed, [AsParameters] ReportAnswers.Query query, [AsParameters] PageQuery page, ClaimsPrincipal user, ReadAxes axes, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                if (Asked(query, null, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                if (Choice.Of<AxisSource>(source) is not { } of)
                    return Refusal.Invalid("axes.choice", "source").ToHttp();
                if ((await axes.ReadAsync(asked.Filter, asked.By, cancel)).Find(group) is not { } some)
                    return Refusal.NotFound("axes.no_group").ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                var rows = await axes.RowsAsync(db, asked.Filter, cancel);
                return rows.Conversations(of, some.Agents, missed is true) is { } conversations
                    ? (await Platform.Api.Page.OldestFirstAsync(conversations, it => it.Id, page, "axes", cancel)).ToHttp(part => TypedResults.Ok(part.Select(it => new RowItem(it.Id, "conversation", it.Number, it.Subject, it.ResolvedAt))))
                    : (await Platform.Api.Page.OldestFirstAsync(rows.CasesOf(of, some.Agents, missed is true), it => it.Id, page, "axes", cancel)).ToHttp(part => TypedResults.Ok(part.Select(it => new RowItem(it.Id, "case", it.Number, it.Title, it.ClosedAt))));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("The conversations or cases behind one source of one group; with missed only those where it went otherwise")
            .Produces<Page<RowItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapFile(IEndpointRouteBuilder routes) =>
        routes.MapGet("/insights/axes.csv", async (HttpContext http, ClaimsPrincipal user, ReadAxes axes, DateFormats dates, TimeProvider clock, IStringLocalizer<AxesText> text, CancellationToken cancel) =>
        {
            if (!InsightFilter.SeesAll(user))
                return Refusal.Forbidden("insights.no_export").ToHttp();
            var address = AxesAddress.Of(http.Request);
            var period = address.Where.In(dates.Zone, clock.GetUtcNow());
            var report = await axes.ReadAsync(address.Where.Filter(period), address.By, cancel);
            return CsvFile.Answer(http, $"ting-axes-{InsightFiles.Name(period)}.csv", async csv =>
            {
                await csv.WriteRowAsync(text[$"by.{address.By}"].Value, text["people"].Value, text["axis"].Value, text["source"].Value, text["csv.share"].Value, "n", text["csv.low"].Value, text["csv.high"].Value);
                foreach (var group in report.Groups.Append(report.Whole))
                    foreach (var axis in Enum.GetValues<CriterionAxis>())
                    {
                        await Row(group, axis, text["csv.axis"], group[axis].Share, group[axis].Count);
                        foreach (var source in AxisSources.Of(axis))
                            await Row(group, axis, text[$"source.{source}"], group.Counts[source] is { Count: > 0 } it ? Proportion.Wilson(it.Kept, it.Count) : null, group.Counts[source].Count);
                    }

                Task Row(AxisGroup group, CriterionAxis axis, string source, Interval? share, int count) =>
                    csv.WriteRowAsync(group.Name, group.People, text[$"axis.{axis}"].Value, source, Round(share?.Value), count, Round(share?.Low), Round(share?.High));
            });
        }).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();

    private static Outcome<(InsightFilter Filter, AxisGrouping By, int Line)> Asked(ReportAnswers.Query query, int? line, ClaimsPrincipal user, TimeProvider clock)
    {
        if (ReportAnswers.Read(query with { Period = query.Period ?? "90d", Team = null, Agent = null }, user, clock).IsRefused(out var refusal, out var asked))
            return refusal;
        if ((query.By is null ? AxisGrouping.Team : Choice.Of<AxisGrouping>(query.By)) is not { } by)
            return Refusal.Invalid("axes.choice", "by");
        if (line is { } given && !AxisReport.Lines.Contains(given))
            return Refusal.Invalid("axes.choice", "line");
        return (asked.Filter, by, line ?? AxisReport.Lines[0]);
    }

    private static double? Bound(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
