namespace Ting.Measurement;

/// <summary>
/// What customers spend at a time (Fader, Hardie, Lee, Journal of Marketing Research 42, 2005; Colombo and Jiang, Journal of Interactive Marketing 13, 1999): amounts of a customer are gamma
/// with shape p, the rate differs between customers, gamma with shape q and rate γ. All above 0. It takes spending to be independent of how often somebody buys.
/// </summary>
public sealed record GammaGamma
{
    /// <exception cref="ArgumentException">A parameter that is not above 0.</exception>
    public GammaGamma(double p, double q, double gamma) => (P, Q, Gamma) = (Require.Positive(p), Require.Positive(q), Require.Positive(gamma));

    public double P { get; }
    public double Q { get; }
    public double Gamma { get; }

    /// <summary>E[M] = p(γ + x·m̄)/(p·x + q − 1): what to expect of a purchase, between the customer's own mean and that of all.</summary>
    /// <param name="repeats">Purchases that the mean is taken over; 0 or more.</param>
    /// <param name="meanSpend">Above 0; null without repeats.</param>
    /// <exception cref="ArgumentException">A number outside its range, no mean though there were repeats, or p·x + q not above 1: then the mean of all has no end.</exception>
    public double ExpectedSpend(int repeats, double? meanSpend)
    {
        Require.AtLeast(repeats, 0);
        var spend = repeats == 0 ? 0 : Require.Positive(meanSpend ?? 0, nameof(meanSpend));
        if (P * repeats + Q <= 1)
            throw new ArgumentException("With q of 1 or less the mean spending of a new customer has no end.", nameof(repeats));
        return P * (Gamma + repeats * spend) / (P * repeats + Q - 1);
    }

    /// <summary>The logarithm of the likelihood of the mean spendings; histories without one do not count.</summary>
    public double LogLikelihood(IEnumerable<BuyingHistory> histories) => histories.Where(history => history.MeanSpend is not null).Sum(history =>
    {
        double x = history.Repeats;
        var mean = history.MeanSpend!.Value;
        return Q * Math.Log(Gamma) - GammaFunction.LogBeta(P * x, Q) + (P * x - 1) * Math.Log(mean) + P * x * Math.Log(x) - (P * x + Q) * Math.Log(Gamma + mean * x);
    });

    /// <summary>The parameters under which the mean spendings are most likely.</summary>
    /// <param name="histories">Ten or more with a mean spending, which have to differ.</param>
    /// <exception cref="ArgumentException">Too few, or all spend the same.</exception>
    public static GammaGamma Fit(IReadOnlyCollection<BuyingHistory> histories)
    {
        var known = histories.Where(history => history.MeanSpend is not null).ToList();
        Require.AtLeast(known.Count, 10, "The number of histories with a mean spending");
        if (known.All(history => history.MeanSpend == known[0].MeanSpend))
            throw new ArgumentException("Everybody spends the same: there is nothing to tell customers apart by.", nameof(histories));

        var scale = known.Average(history => history.MeanSpend!.Value);
        BuyingHistory[] scaled = [.. known.Select(history => new BuyingHistory(history.Repeats, history.Last, history.Age, history.MeanSpend / scale))];
        var best = ((double[])[1, 5])
            .Select(start => NelderMead.Minimum(Unlikelihood, [Math.Log(start), Math.Log(start), 0], 0.5))
            .MinBy(found => found.Value).Point;
        return new GammaGamma(Math.Exp(best[0]), Math.Exp(best[1]), Math.Exp(best[2]) * scale);

        double Unlikelihood(double[] logarithms) => logarithms.Any(logarithm => Math.Abs(logarithm) > 15)
            ? double.PositiveInfinity
            : -new GammaGamma(Math.Exp(logarithms[0]), Math.Exp(logarithms[1]), Math.Exp(logarithms[2])).LogLikelihood(scaled) / scaled.Length;
    }
}
