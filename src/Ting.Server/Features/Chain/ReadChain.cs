using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chain;

/// <param name="Value">Null where nothing was measured, or too little.</param>
/// <param name="Count">What it rests on: answers, conversations, customers, orders, colleagues; 0 for what was entered.</param>
/// <param name="IsHidden">There were anonymous answers, but so few that one could tell whose.</param>
public sealed record ChainPoint(ChainPeriod Period, double? Value, int Count, bool IsHidden = false);

/// <param name="SurveyId">Where the source is a survey: which.</param>
public sealed record ChainSeries(ChainLink Link, ChainSource Source, Guid? SurveyId, IReadOnlyList<ChainPoint> Points)
{
    public IReadOnlyList<double?> Values => [.. Points.Select(it => it.Value)];

    public ChainPoint? Newest => Points.LastOrDefault(it => it.Value is not null);
}

/// <summary>One link beside the next.</summary>
/// <param name="Search">At every lag that is looked at.</param>
/// <param name="OfChanges">The changes from period to period at the best lag; null without one.</param>
/// <param name="IsTurned">One of the two is better when it is lower, the other when it is higher: they are expected to go against each other.</param>
public sealed record ChainPair(ChainLink From, ChainLink To, LagSearch Search, Correlation? OfChanges, bool IsTurned)
{
    /// <summary>With fewer pairs of periods nothing is said.</summary>
    public const int FewestPairs = 8;

    /// <summary>Whether it can be told from chance.</summary>
    public bool IsClear => Search.Best?.Correlation.Coefficient is { } r && (r.Low > 0 || r.High < 0);

    /// <summary>Whether the two go together the way the chain lets expect.</summary>
    public bool IsAsExpected => Search.Best?.Correlation.Coefficient is { } r && r.Value > 0 != IsTurned;

    public int MostPairs => Search.All.Max(it => it.Correlation.Pairs);

    internal static ChainPair Of(ChainSeries from, ChainSeries to, ChainStep step)
    {
        var search = LagSearch.Over(from.Values, to.Values, ChainPeriods.Lags(step), FewestPairs);
        return new(
            from.Link, to.Link, search, search.Best is { } best ? Correlation.Lagged(Correlation.Changes(from.Values), Correlation.Changes(to.Values), best.Lag) : null,
            ChainMetrics.Of(from.Source).LowerIsBetter != ChainMetrics.Of(to.Source).LowerIsBetter);
    }
}

/// <param name="Currency">Of the amounts.</param>
public sealed record ChainReport(ChainStep Step, IReadOnlyList<ChainPeriod> Periods, IReadOnlyList<ChainSeries> Links, IReadOnlyList<ChainPair> Pairs, string Currency)
{
    public ChainSeries this[ChainLink link] => Links[(int)link];
}

/// <summary>The service-profit chain over the last whole weeks or months (SPC-01): each link from its source, and each beside the next.</summary>
public sealed class ReadChain(IDbContextFactory<AppDb> database)
{
    public async Task<ChainReport> ReadAsync(ChainStep step, int count, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var settings = await ChainSettings.ReadAsync(db, cancel);
        var value = await db.ReadValueSettingsAsync(cancel);
        var periods = ChainPeriods.Last(step, count, zone, now);
        var surveys = new ChainSurveys(db, settings, periods);
        var figures = new ChainFigures(db, value, periods, now);

        var links = new List<ChainSeries>();
        foreach (var link in Enum.GetValues<ChainLink>())
        {
            var source = settings.SourceOf(link);
            var (survey, points) = source switch
            {
                ChainSource.Entered => (null, await EnteredAsync(db, link, step, periods, cancel)),
                _ when ChainSurveys.KindOf(source) is { } => await surveys.ReadAsync(source, cancel),
                _ => (null, await figures.ReadAsync(source, cancel)),
            };
            links.Add(new ChainSeries(link, source, survey, points));
        }

        return new(step, periods, links, [.. links.Zip(links.Skip(1), (from, to) => ChainPair.Of(from, to, step))], value.Currency);
    }

    private static async Task<IReadOnlyList<ChainPoint>> EnteredAsync(AppDb db, ChainLink link, ChainStep step, IReadOnlyList<ChainPeriod> periods, CancellationToken cancel)
    {
        var (first, last) = (periods[0].Start, periods[^1].Start);
        var values = await db.ChainValues.AsNoTracking().Where(it => it.Link == link && it.Step == step && it.Start >= first && it.Start <= last).ToDictionaryAsync(it => it.Start, it => it.Value, cancel);
        return [.. periods.Select(period => new ChainPoint(period, values.TryGetValue(period.Start, out var value) ? value : null, 0))];
    }
}
