namespace Ting.Measurement;

/// <summary>How unevenly something is shared out (Gini 1912): 0 when all have the same, towards 1 when one has everything.</summary>
public static class Gini
{
    /// <summary>G = Σ (2i − n − 1)·x₍ᵢ₎ / (n · Σx) over the values in ascending order. At most 1 − 1/n.</summary>
    /// <param name="values">Not negative: with negative ones the figure has no bounds, and is refused.</param>
    /// <returns>Null when nothing is there to be shared: the sum is zero.</returns>
    /// <exception cref="ArgumentException">No values, a negative one or one that is no finite number.</exception>
    public static double? Of(IReadOnlyCollection<double> values)
    {
        Require.Some(values);
        foreach (var value in values)
            Require.NotNegative(value, "A value");
        double[] sorted = [.. values.Order()];
        if (sorted[^1] == 0)
            return null;

        var scale = sorted[^1]; // sums of very large values overflow
        var (weighted, sum) = (0.0, 0.0);
        for (var at = 0; at < sorted.Length; at++)
        {
            weighted += (2.0 * (at + 1) - sorted.Length - 1) * (sorted[at] / scale);
            sum += sorted[at] / scale;
        }

        return Math.Max(0, weighted / (sorted.Length * sum));
    }
}
