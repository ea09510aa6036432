namespace Ting.Measurement;

/// <summary>
/// How often customers come back, and whether they still do (BG/NBD; Fader, Hardie, Lee, Marketing Science 24, 2005): each buys at a rate of his own, gamma with shape r and
/// rate α, and after each purchase leaves for good with a chance of his own, beta with a and b. All four above 0; α has the time unit of the histories.
/// </summary>
public sealed record BgNbd
{
    /// <exception cref="ArgumentException">A parameter that is not above 0.</exception>
    public BgNbd(double r, double alpha, double a, double b) => (R, Alpha, A, B) = (Require.Positive(r), Require.Positive(alpha), Require.Positive(a), Require.Positive(b));

    public double R { get; }
    public double Alpha { get; }
    public double A { get; }
    public double B { get; }

    /// <summary>The logarithm of the likelihood of all histories; not empty.</summary>
    public double LogLikelihood(IReadOnlyCollection<BuyingHistory> histories)
    {
        Require.Some(histories);
        return histories.Count * new BgNbdLikelihood(histories, 1).Mean(R, Alpha, A, B);
    }

    /// <summary>The chance that the customer still buys, 0 to 1: certain without repeats, for one leaves only after buying again.</summary>
    public double ChanceAlive(BuyingHistory history) => history.Repeats == 0 ? 1 : 1 / (1 + Odds(history));

    /// <summary>E[Y(t)]: how many purchases to expect from this customer in the coming time.</summary>
    /// <param name="history">What the customer did so far.</param>
    /// <param name="time">From now, in the unit of the histories; 0 or more.</param>
    public double ExpectedPurchases(BuyingHistory history, double time)
    {
        Require.NotNegative(time);
        double x = history.Repeats;
        var expected = AroundOne(a =>
        {
            var remains = Math.Exp((R + x) * (Math.Log(Alpha + history.Age) - Math.Log(Alpha + history.Age + time)));
            var gauss = Hypergeometric.Gauss(R + x, B + x, a + B + x - 1, time / (Alpha + history.Age + time));
            return (a + B + x - 1) / (a - 1) * (1 - remains * gauss);
        });
        return Math.Max(0, expected * ChanceAlive(history));
    }

    /// <summary>E[X(t)]: how many repeats to expect from a new customer in this time.</summary>
    /// <param name="time">From the first purchase; 0 or more.</param>
    public double ExpectedPurchases(double time)
    {
        Require.NotNegative(time);
        return Math.Max(0, AroundOne(a =>
            (a + B - 1) / (a - 1) * (1 - Math.Pow(Alpha / (Alpha + time), R) * Hypergeometric.Gauss(R, B, a + B - 1, time / (Alpha + time)))));
    }

    /// <summary>The parameters under which the histories are most likely (maximum likelihood, by Nelder and Mead over the logarithms, from several starts).</summary>
    /// <param name="histories">Ten or more, some with repeats; in hundreds before the figures mean much.</param>
    /// <exception cref="ArgumentException">Too few histories, or none with repeats: then every rate fits as well as any other.</exception>
    public static BgNbd Fit(IReadOnlyCollection<BuyingHistory> histories)
    {
        Require.AtLeast(histories.Count, 10, "The number of histories");
        if (histories.All(history => history.Repeats == 0))
            throw new ArgumentException("Nobody came back: there is nothing to learn a rate from.", nameof(histories));

        var scale = histories.Average(history => history.Age); // so that time is near 1, whatever its unit
        var likelihood = new BgNbdLikelihood(histories, scale);
        var best = ((double[])[0.5, 4])
            .Select(start => NelderMead.Minimum(Unlikelihood, [0, 0, Math.Log(start), Math.Log(2 * start)], 0.5))
            .MinBy(found => found.Value).Point;
        return new BgNbd(Math.Exp(best[0]), Math.Exp(best[1]) * scale, Math.Exp(best[2]), Math.Exp(best[3]));

        // parameters beyond e¹² describe the same behaviour, only ever more exactly
        double Unlikelihood(double[] logarithms) => logarithms.Any(logarithm => Math.Abs(logarithm) > 12)
            ? double.PositiveInfinity
            : -likelihood.Mean(Math.Exp(logarithms[0]), Math.Exp(logarithms[1]), Math.Exp(logarithms[2]), Math.Exp(logarithms[3]));
    }

    private double Odds(BuyingHistory history) =>
        A / (B + history.Repeats - 1) * Math.Exp((R + history.Repeats) * (Math.Log(Alpha + history.Age) - Math.Log(Alpha + history.Last)));

    /// <summary>The formulas divide by a − 1, though what they say goes on smoothly through a = 1: next to it, the mean of both sides.</summary>
    private double AroundOne(Func<double, double> formula) =>
        Math.Abs(A - 1) > 1e-4 ? formula(A) : (formula(1 - 1e-4) + formula(1 + 1e-4)) / 2;
}
