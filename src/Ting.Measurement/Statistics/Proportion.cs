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
}
