using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Measurement;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Chain;

/// <summary>The chain in words: numbers as their unit has them, periods, and what stands between two links.</summary>
public sealed class ChainWords(IStringLocalizer<ChainText> text, DateFormats dates)
{
    public string Value(ChainSource source, double value, string currency) => ChainMetrics.Of(source).Unit switch
    {
        ChainUnit.Scale => Number(value, 2),
        ChainUnit.Share => dates.Percent(value),
        ChainUnit.Points => Number(value, 0),
        ChainUnit.Months => text["unit.months", Number(value, 1)],
        ChainUnit.Money => $"{Number(value, 0)} {currency}",
        _ => Number(value, source is ChainSource.Entered && value == Math.Round(value) ? 0 : 1),
    };

    public string Period(ChainStep step, DateOnly start) => step is ChainStep.Month ? start.ToString("yyyy-MM", CultureInfo.InvariantCulture) : dates.Date(start);

    public string Lag(ChainStep step, int lag) => lag == 0 ? text[$"lag.{step}.same"] : lag == 1 ? text[$"lag.{step}.one"] : text[$"lag.{step}", lag];

    /// <summary>0.46 (0.12 … 0.71)</summary>
    public string Coefficient(Correlation it) => it.Coefficient is { } r ? $"{Number(r.Value, 2)} ({Number(r.Low, 2)} … {Number(r.High, 2)})" : "–";

    public string Number(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return rounded < 0 ? $"−{dates.Number(-rounded, decimals)}" : dates.Number(Math.Abs(rounded), decimals);
    }

    /// <summary>What can be said of two neighbours, in a sentence or two.</summary>
    public string Sentence(ChainPair pair, ChainStep step)
    {
        var (from, to) = (text[$"link.{pair.From}"].Value, text[$"link.{pair.To}"].Value);
        if (pair.Search.Best is not { Correlation.Coefficient: { } } best)
            return pair.MostPairs < ChainPair.FewestPairs ? text["pair.few", pair.MostPairs, ChainPair.FewestPairs] : text["pair.still"];
        if (!pair.IsClear)
            return text["pair.unclear", Lag(step, best.Lag)];

        var said = text[pair.IsAsExpected ? "pair.expected" : "pair.against", from, to, Lag(step, best.Lag)].Value;
        return pair.OfChanges?.Coefficient is { } changes && (changes.Low > 0 || changes.High < 0) ? said : $"{said}{text["pair.trend"]}";
    }

    /// <summary>The page where a link's numbers come from; null where there is none for this reader.</summary>
    public static string? Page(ChainSeries series, ChainAddress address, bool mayAdminister)
    {
        var span = $"from={series.Points[0].Period.Start:yyyy-MM-dd}&to={series.Points[^1].Period.Next.AddDays(-1):yyyy-MM-dd}";
        return series.Source switch
        {
            ChainSource.Entered => address.Values(series.Link),
            _ when ChainSurveys.KindOf(series.Source) is { } => series.SurveyId is { } survey ? $"/surveys/{survey}/results?{span}" : "/surveys",
            ChainSource.Tenure or ChainSource.Stayed => mayAdminister ? "/settings/team" : null,
            ChainSource.MessagesPerResolution or ChainSource.RepeatContacts => $"/insights/moments/effort?{span}",
            ChainSource.ReviewScore => "/reviews/figures",
            ChainSource.RepeatOrders or ChainSource.ServiceProfit or ChainSource.Revenue => "/people/value",
            _ => $"/insights?{span}",
        };
    }
}
