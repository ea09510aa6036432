namespace Ting.Measurement;

/// <summary>A share of a whole, with its uncertainty.</summary>
public static class Proportion
{
    /// <summary>The score interval of Wilson (J. American Statistical Association 22, 1927), which stays honest for small samples and near 0 and 1.</summary>
    /// <param name="hits">From 0 to <paramref name="total"/>.</param>
    /// <param name="total">1 or more.</param>
    /// <param name="z">The normal quantile of the confidence wanted; 95 % as a rule.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts outside their range.</exception>
    public static Interval Wilson(int hits, int total, double z = Interval.Z95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, total);

        double n = total;
        var share = hits / n;
        var middle = (share + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        return new Interval(share, middle - half, middle + half).Within(0, 1);
    }

    /// <summary>
    /// How far one share lies above another, with the hybrid score interval of Newcombe (Statistics in Medicine 17, 1998, method 10), which is made of Wilson's of both.
    /// </summary>
    /// <param name="hits">Of the group in question, from 0 to <paramref name="total"/>.</param>
    /// <param name="total">1 or more.</param>
    /// <param name="otherHits">Of the group it is compared with.</param>
    /// <param name="otherTotal">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts outside their range.</exception>
    public static Interval Difference(int hits, int total, int otherHits, int otherTotal)
    {
        var (one, other) = (Wilson(hits, total), Wilson(otherHits, otherTotal));
        var difference = one.Value - other.Value;
        return new Interval(difference, difference - Hypotenuse(one.Value - one.Low, other.High - other.Value), difference + Hypotenuse(one.High - one.Value, other.Value - other.Low));

        static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
    }

    /// <summary>How many times one share is another, with the interval of Katz and others (Biometrics 34, 1978) on the logarithm.</summary>
    /// <returns>Null where either group has no hits: nothing can be said of how many times.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Counts outside their range.</exception>
    public static Interval? Ratio(int hits, int total, int otherHits, int otherTotal)
    {
        var (one, other) = (Wilson(hits, total), Wilson(otherHits, otherTotal));
        if (hits == 0 || otherHits == 0)
            return null;
        var ratio = one.Value / other.Value;
        var half = Interval.Z95 * Math.Sqrt(1.0 / hits - 1.0 / total + 1.0 / otherHits - 1.0 / otherTotal);
        return new Interval(ratio, ratio * Math.Exp(-half), ratio * Math.Exp(half));
    }

    /// <summary>
    /// The mean of independent shares, each with the same weight however many it rests on, with the interval recovered from theirs (Zou and Donner, Statistics in Medicine 27, 2008).
    /// </summary>
    /// <param name="shares">With their intervals; not empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No share.</exception>
    public static Interval Mean(IReadOnlyCollection<Interval> shares)
    {
        ArgumentOutOfRangeException.ThrowIfZero(shares.Count);
        var mean = shares.Average(it => it.Value);
        var below = Math.Sqrt(shares.Sum(it => (it.Value - it.Low) * (it.Value - it.Low))) / shares.Count;
        var above = Math.Sqrt(shares.Sum(it => (it.High - it.Value) * (it.High - it.Value))) / shares.Count;
        return new Interval(mean, mean - below, mean + above).Within(0, 1);
    }
}
