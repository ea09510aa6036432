namespace Ting.Measurement;

/// <summary>The arithmetic mean, with its uncertainty.</summary>
public static class Average
{
    /// <summary>Mean ± t · s/√n with the t distribution of n − 1 degrees of freedom (Student, Biometrika 6, 1908). One value alone says nothing of the spread: its bounds are −∞ and +∞.</summary>
    /// <param name="values">Finite numbers; not empty.</param>
    public static Interval Of(IReadOnlyCollection<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        Require.Finite(values);

        var mean = values.Average();
        if (values.Count == 1)
            return Interval.Unbounded(mean);

        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        var half = Quantile(values.Count - 1) * Math.Sqrt(variance / values.Count);
        return new Interval(mean, mean - half, mean + half);
    }

    /// <summary>
    /// Two-sided 95 % of Student's t: tabulated for one to four degrees of freedom, else the expansion around the normal quantile
    /// (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.5), whose error from five degrees on is below 0.002.
    /// </summary>
    public static double Quantile(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        double[] small = [12.7062047, 4.3026527, 3.1824463, 2.7764451];
        if (degrees <= small.Length)
            return small[degrees - 1];

        const double z = Interval.Z95;
        double v = degrees;
        var z3 = Math.Pow(z, 3);
        var z5 = Math.Pow(z, 5);
        var z7 = Math.Pow(z, 7);
        var z9 = Math.Pow(z, 9);
        return z
            + (z3 + z) / (4 * v)
            + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v)
            + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v)
            + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * v * v * v * v);
    }
}
