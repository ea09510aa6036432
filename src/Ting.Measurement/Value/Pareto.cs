namespace Ting.Measurement;

/// <summary>
/// How much of a whole its largest parts make up (Pareto; Juran, Quality Control Handbook, 1951). Parts may be negative, as customers who cost more than they bring:
/// then the curve rises above 1 before it comes back to it (the whale curve; Kaplan and Narayanan 2001).
/// </summary>
public static class Pareto
{
    /// <summary>The smallest share of all parts that together reach <paramref name="share"/> of the sum, the largest taken first.</summary>
    /// <param name="values">Finite numbers; not empty, and their sum above zero.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <returns>From 0 to 1.</returns>
    public static double ShareReaching(IReadOnlyCollection<double> values, double share) => CountReaching([.. values.OrderDescending()], share) / (double)values.Count;

    /// <summary>The vital few: places in the list of the parts that reach the share, the largest first.</summary>
    /// <param name="values">Finite numbers; not empty, and their sum above zero.</param>
    /// <param name="share">From 0 to 1.</param>
    public static IReadOnlyList<int> VitalFew(IReadOnlyList<double> values, double share)
    {
        int[] places = [.. Enumerable.Range(0, values.Count).OrderByDescending(at => values[at])];
        return places[..CountReaching([.. places.Select(at => values[at])], share)];
    }

    /// <summary>The running share of the sum, the largest first: the curve above the bars.</summary>
    /// <param name="values">Finite numbers; not empty, and their sum above zero.</param>
    public static IReadOnlyList<double> Cumulative(IReadOnlyCollection<double> values)
    {
        var total = Total(values);
        var reached = 0.0;
        return [.. values.OrderDescending().Select(value => (reached += value) / total)];
    }

    private static int CountReaching(double[] sorted, double share)
    {
        Require.Share(share);
        var total = Total(sorted);
        var reached = 0.0;
        for (var taken = 0; taken < sorted.Length; taken++)
        {
            if (reached >= share * total * (1 - 1e-12)) // sums of doubles fall short of their limit by their last digits
                return taken;
            reached += sorted[taken];
        }

        return sorted.Length;
    }

    private static double Total(IReadOnlyCollection<double> values)
    {
        Require.Some(values);
        Require.Finite(values);
        return Require.Positive(values.Sum(), "The sum of the values");
    }
}
