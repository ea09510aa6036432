namespace Ting.Measurement;

/// <summary>How much of a whole its largest parts make up (Pareto; Juran, Quality Control Handbook, 1951).</summary>
public static class Pareto
{
    /// <summary>The smallest share of all parts that together reach <paramref name="share"/> of the sum, the largest taken first.</summary>
    /// <param name="values">None negative; their sum above zero.</param>
    public static double ShareReaching(IReadOnlyCollection<double> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(values.Min());
        var total = values.Sum();
        ArgumentOutOfRangeException.ThrowIfZero(total);

        var taken = 0;
        var reached = 0.0;
        foreach (var value in values.OrderDescending())
        {
            if (reached >= share * total * (1 - 1e-12)) // sums of doubles fall short of their limit by their last digits
                break;
            reached += value;
            taken++;
        }

        return (double)taken / values.Count;
    }

    /// <summary>The running share of the sum, the largest first: the curve above the bars.</summary>
    public static IReadOnlyList<double> Cumulative(IReadOnlyCollection<double> values)
    {
        var total = values.Sum();
        ArgumentOutOfRangeException.ThrowIfZero(total);
        var reached = 0.0;
        return [.. values.OrderDescending().Select(value => (reached += value) / total)];
    }
}
