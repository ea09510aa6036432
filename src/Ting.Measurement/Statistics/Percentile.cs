namespace Ting.Measurement;

/// <summary>Order statistics.</summary>
public static class Percentile
{
    /// <summary>Linear interpolation between closest ranks (Hyndman and Fan 1996, type 7).</summary>
    /// <param name="sorted">Ascending; not empty.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);

        if (double.IsNaN(sorted[0]) || double.IsNaN(sorted[^1])) // sorting puts them first or last
            throw new ArgumentException("What is not a number has no place in an order.", nameof(sorted));

        var rank = share * (sorted.Count - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
