namespace Ting.Measurement;

/// <summary>
/// Agreement beyond chance that stays sensible where almost everything falls into one class, where κ and α collapse (Gwet, British Journal of Mathematical and Statistical
/// Psychology 61, 2008): AC1 = (p_a − p_e)/(1 − p_e) with p_e = Σ π_k(1 − π_k)/(q − 1).
/// </summary>
/// <param name="Observed">The share of pairs that agree, 0 to 1. Null when no unit has two ratings.</param>
/// <param name="Expected">What chance would agree on, from 0 to 1/q.</param>
/// <param name="Ac1">At most 1. Null where <paramref name="Observed"/> is.</param>
/// <param name="Categories">How many there are.</param>
public sealed record GwetAc1(double? Observed, double Expected, double? Ac1, int Categories)
{
    /// <param name="ratings">Categories; their numbers mean nothing. Units may be graded by few.</param>
    /// <param name="categories">How many could have been chosen; null for those that occur. Two or more, and no fewer than occur.</param>
    /// <exception cref="ArgumentException">Fewer categories than occur, or nothing graded.</exception>
    public static GwetAc1 Of(Ratings ratings, int? categories = null)
    {
        var units = Enumerable.Range(0, ratings.Units).Select(ratings.Of).Where(values => values.Count > 0).ToList();
        if (units.Count == 0)
            throw new ArgumentException("Nothing was graded.", nameof(ratings));
        double[] values = [.. units.SelectMany(unit => unit).Distinct()];
        var count = Require.AtLeast(categories ?? Math.Max(2, values.Length), Math.Max(2, values.Length), "The number of categories");

        var expected = values
            .Select(value => units.Average(unit => unit.Count(it => it == value) / (double)unit.Count))
            .Sum(share => share * (1 - share)) / (count - 1);
        return ratings.RawAgreement is { } observed
            ? new GwetAc1(observed, expected, (observed - expected) / (1 - expected), count)
            : new GwetAc1(null, expected, null, count);
    }
}
