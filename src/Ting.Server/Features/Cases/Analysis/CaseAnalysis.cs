using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Cases.Analysis;

/// <summary>The regular deep look at complaints (CONF-02): why, how often, whether they come back, what they cost, and whether trust came back.</summary>
public sealed class CaseAnalysis(IDbContextFactory<AppDb> database)
{
    /// <summary>Somebody who complained within this time before complains again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromDays(90);

    private const double MostOfAll = 0.8;

    /// <param name="CauseId">Null for complaints whose cause nobody has found yet.</param>
    /// <param name="Running">The share that it and all larger ones make up of those with a cause; null without a cause.</param>
    /// <param name="Vital">One of the few causes that four fifths come from.</param>
    public sealed record CauseFigure(Guid? CauseId, string Name, int Count, double? Running, bool Vital);

    public sealed record WeekFigure(DateOnly Monday, int Opened, int Closed);

    /// <param name="Sum">In the currency of the workspace.</param>
    public sealed record GestureFigure(Guid GestureId, string Name, int Count, decimal Sum);

    /// <param name="Of">Null when there is nothing to take a share of.</param>
    public sealed record ShareFigure(int Hits, int Count, double? Of, double? Low, double? High)
    {
        internal static ShareFigure From(int hits, int count)
        {
            if (count == 0)
                return new(0, 0, null, null, null);
            var share = Proportion.Wilson(hits, count);
            return new(hits, count, share.Value, share.Low, share.High);
        }
    }

    /// <param name="Repeats">Complaints of customers who had complained within the ninety days before.</param>
    /// <param name="InTime">Closed by their deadline, of those closed.</param>
    /// <param name="Recovered">Answered 4 or 5 when asked again, of those who answered.</param>
    /// <param name="Before">The mean of those who answered both times; null when nobody did.</param>
    /// <param name="MedianHours">From opening to closing.</param>
    public sealed record Figures(
        DateTimeOffset From, DateTimeOffset To, int Complaints, IReadOnlyList<CauseFigure> Causes, IReadOnlyList<WeekFigure> Weeks, ShareFigure Repeats, ShareFigure InTime, ShareFigure Recovered,
        int AskedAgain, double? Before, double? After, int Pairs, double? MedianHours, int ChangesMade, string Currency, decimal Cost, IReadOnlyList<GestureFigure> Gestures);

    private sealed record Complaint(Guid PersonId, Guid? CauseId, DateTimeOffset CreatedAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/cases/analysis", async (
                [Description("today, 7d, 30d or 90d.")] string? period, [Description("A day: 2026-04-01.")] string? from, string? to, CaseAnalysis analysis, TimeProvider clock, CancellationToken cancel) =>
            TypedResults.Ok(await analysis.OfAsync(InsightPeriod.Read(period ?? (from is null ? "90d" : null), from, to, TimeZoneInfo.Utc, clock.GetUtcNow()), cancel)))
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Complaints of a period: causes, trend, repeats, recovery and cost, in days of UTC")
            .Produces<Figures>();

    public async Task<Figures> OfAsync(InsightPeriod period, CancellationToken cancel)
    {
        var (from, to) = (period.From, period.To);
        await using var db = await database.CreateDbContextAsync(cancel);
        var since = from - Again;
        var all = await db.Cases.AsNoTracking().Where(it => it.Kind == CaseKind.Complaint && it.CreatedAt >= since && it.CreatedAt < to)
            .OrderBy(it => it.CreatedAt).Select(it => new Complaint(it.PersonId, it.CauseId, it.CreatedAt)).ToListAsync(cancel);
        var closed = await db.Cases.AsNoTracking().Where(it => it.Kind == CaseKind.Complaint && it.ClosedAt >= from && it.ClosedAt < to)
            .Select(it => new { it.CreatedAt, ClosedAt = it.ClosedAt!.Value, it.DueAt }).ToListAsync(cancel);
        var complaints = all.Where(it => it.CreatedAt >= from).ToList();

        var ratings = await db.RecoveryRatings.AsNoTracking().Where(it => it.AskedAt >= from && it.AskedAt < to).Select(it => new { it.Before, it.Score }).ToListAsync(cancel);
        var answered = ratings.Where(it => it.Score is not null).ToList();
        var pairs = answered.Where(it => it.Before is not null).ToList();
        var hours = closed.Select(it => (it.ClosedAt - it.CreatedAt).TotalHours).Order().ToList();
        var currency = await db.Goodwill.Select(it => it.Currency).FirstOrDefaultAsync(cancel) ?? "CNY";
        var gestures = await GesturesAsync(db, from, to, currency, cancel);

        return new Figures(
            from, to, complaints.Count, await CausesAsync(db, complaints, cancel), Weeks(period, [.. complaints.Select(it => it.CreatedAt)], [.. closed.Select(it => it.ClosedAt)]),
            ShareFigure.From(complaints.Count(it => IsAgain(it, all)), complaints.Count),
            ShareFigure.From(closed.Count(it => it.ClosedAt <= it.DueAt), closed.Count),
            ShareFigure.From(answered.Count(it => it.Score >= 4), answered.Count),
            ratings.Count, pairs.Count == 0 ? null : pairs.Average(it => it.Before!.Value), pairs.Count == 0 ? null : pairs.Average(it => it.Score!.Value), pairs.Count,
            hours.Count == 0 ? null : hours[hours.Count / 2], await db.RootCauses.CountAsync(it => it.ChangedAt >= from && it.ChangedAt < to, cancel),
            currency, gestures.Sum(it => it.Sum), gestures);
    }

    private static bool IsAgain(Complaint it, List<Complaint> all) =>
        all.Exists(other => other.PersonId == it.PersonId && other.CreatedAt < it.CreatedAt && other.CreatedAt >= it.CreatedAt - Again);

    private static async Task<IReadOnlyList<CauseFigure>> CausesAsync(AppDb db, List<Complaint> complaints, CancellationToken cancel)
    {
        var counted = complaints.Where(it => it.CauseId is not null).GroupBy(it => it.CauseId!.Value).Select(group => (Id: group.Key, Count: group.Count())).OrderByDescending(it => it.Count).ThenBy(it => it.Id).ToList();
        var ids = counted.ConvertAll(it => it.Id);
        var names = await db.RootCauses.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        var figures = new List<CauseFigure>();
        if (counted.Count > 0)
        {
            double[] values = [.. counted.Select(it => (double)it.Count)];
            var running = Pareto.Cumulative(values);
            var vital = Pareto.VitalFew(values, MostOfAll).ToHashSet();
            figures.AddRange(counted.Select((it, at) => new CauseFigure(it.Id, names.GetValueOrDefault(it.Id) ?? "", it.Count, running[at], vital.Contains(at))));
        }

        if (complaints.Count(it => it.CauseId is null) is > 0 and var without)
            figures.Add(new CauseFigure(null, "", without, null, Vital: false));
        return figures;
    }

    private static List<WeekFigure> Weeks(InsightPeriod period, List<DateTimeOffset> opened, List<DateTimeOffset> closed)
    {
        var monday = MondayOf(period.First);
        var weeks = new List<WeekFigure>();
        var openings = opened.ToLookup(at => WeekOf(at, period.Zone));
        var closings = closed.ToLookup(at => WeekOf(at, period.Zone));
        for (; monday <= period.Last; monday = monday.AddDays(7))
            weeks.Add(new WeekFigure(monday, openings[monday].Count(), closings[monday].Count()));
        return weeks;
    }

    private static DateOnly WeekOf(DateTimeOffset at, TimeZoneInfo zone) => MondayOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static async Task<IReadOnlyList<GestureFigure>> GesturesAsync(AppDb db, DateTimeOffset from, DateTimeOffset to, string currency, CancellationToken cancel)
    {
        var given = await db.GivenGestures.Where(it => it.State == GestureState.Given && it.DecidedAt >= from && it.DecidedAt < to)
            .GroupBy(it => it.GestureId).Select(group => new { Id = group.Key, Count = group.Count(), Sum = group.Sum(it => it.Amount) }).ToListAsync(cancel);
        var ids = given.ConvertAll(it => it.Id);
        var names = await db.Gestures.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        return [.. given.OrderByDescending(it => it.Sum).ThenByDescending(it => it.Count).Select(it => new GestureFigure(it.Id, names.GetValueOrDefault(it.Id) ?? "", it.Count, Currency.FromSmallest(it.Sum, currency)))];
    }
}
