namespace Ting.Measurement;

/// <summary>
/// Intervals of any statistic by drawing anew, with replacement, from what was observed (Efron, The Annals of Statistics 7, 1979); the bounds are the
/// 2.5th and 97.5th percentile of the draws. The same seed gives the same bounds.
/// </summary>
public static class Bootstrap
{
    public const int Samples = 1000;

    /// <param name="values">What was observed, not empty. One alone gives bounds of −∞ and +∞: drawing it again and again tells nothing.</param>
    /// <param name="statistic">Of as many values as there are; has to answer a finite number for every draw.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="samples">How often to draw; 100 or more.</param>
    /// <exception cref="ArgumentException">Nothing to draw from, too few draws, or a draw of which the statistic is no finite number.</exception>
    public static Interval Of<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> statistic, int seed = 1, int samples = Samples)
    {
        Require.Some(values);
        Require.AtLeast(samples, 100);
        var observed = Require.Finite(statistic(values), nameof(statistic));
        if (values.Count == 1)
            return Interval.Unbounded(observed);

        var random = new SeededRandom(seed);
        var drawn = new T[values.Count];
        var answers = new double[samples];
        for (var sample = 0; sample < samples; sample++)
        {
            for (var at = 0; at < drawn.Length; at++)
                drawn[at] = values[random.Below(drawn.Length)];
            answers[sample] = Require.Finite(statistic(drawn), nameof(statistic));
        }

        return Bounds(observed, answers);
    }

    /// <param name="answers">The statistic of each draw; sorted in place.</param>
    internal static Interval Bounds(double observed, double[] answers)
    {
        Array.Sort(answers);
        return new Interval(observed, Percentile.Of(answers, 0.025), Percentile.Of(answers, 0.975));
    }
}
