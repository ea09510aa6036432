namespace Ting.Measurement;

/// <summary>How far two ratings are apart. Ratio needs ratings that are not negative.</summary>
public enum RatingMetric { Nominal, Ordinal, Interval, Ratio }

/// <summary>What a coefficient of agreement allows: conclusions, tentative ones, or none.</summary>
public enum AgreementStanding { Accepted, Tentative, Rejected }

/// <summary>
/// The agreement of any number of graders, with values missing: α = 1 − D_o/D_e (Krippendorff, Content Analysis, 4th edition 2018, chapter 12). 1 is perfect, 0 is chance, below 0 is
/// worse than chance.
/// </summary>
/// <param name="Alpha">Null where it is not defined: no unit has two ratings, or all ratings are the same and nothing could have differed.</param>
/// <param name="Units">Those that two or more graded; the others tell nothing of agreement.</param>
/// <param name="Ratings">Those on the units that count.</param>
public sealed record KrippendorffAlpha(double? Alpha, int Units, int Ratings)
{
    public const double AcceptedFrom = 0.8;

    public const double TentativeFrom = 0.667;

    /// <summary>Null where α is.</summary>
    public AgreementStanding? Standing => Alpha switch
    {
        null => null,
        >= AcceptedFrom => AgreementStanding.Accepted,
        >= TentativeFrom => AgreementStanding.Tentative,
        _ => AgreementStanding.Rejected,
    };

    /// <exception cref="ArgumentException">Negative ratings with the ratio metric.</exception>
    public static KrippendorffAlpha Of(Ratings ratings, RatingMetric metric)
    {
        var units = Enumerable.Range(0, ratings.Units).Select(ratings.Of).Where(values => values.Count >= 2).ToList();
        return Of(units, metric);
    }

    /// <summary>The interval by drawing units anew. Null where α is not defined, also for any of the draws.</summary>
    public static Interval? Interval(Ratings ratings, RatingMetric metric, int seed = 1, int samples = Bootstrap.Samples)
    {
        var units = Enumerable.Range(0, ratings.Units).Select(ratings.Of).Where(values => values.Count >= 2).ToList();
        if (units.Count < 2 || Of(units, metric).Alpha is not { } observed)
            return null;

        var random = new SeededRandom(seed);
        var answers = new List<double>(Require.AtLeast(samples, 100));
        for (var sample = 0; sample < samples; sample++)
            if (Of([.. units.Select(_ => units[random.Below(units.Count)])], metric).Alpha is { } drawn)
                answers.Add(drawn);
        return answers.Count < samples ? null : Bootstrap.Bounds(observed, [.. answers]);
    }

    private static KrippendorffAlpha Of(List<IReadOnlyList<double>> units, RatingMetric metric)
    {
        double[] values = [.. units.SelectMany(unit => unit).Distinct().Order()];
        if (metric == RatingMetric.Ratio && values.Length > 0 && values[0] < 0)
            throw new ArgumentException("The ratio metric needs ratings that are not negative.", nameof(metric));
        var total = units.Sum(unit => unit.Count);
        if (values.Length < 2)
            return new KrippendorffAlpha(null, units.Count, total);

        var counts = new double[values.Length];
        foreach (var value in units.SelectMany(unit => unit))
            counts[Array.BinarySearch(values, value)]++;
        var distance = Distances(values, counts, metric);
        var observed = units.Sum(unit => Within(unit, values, distance) / (unit.Count - 1));
        var expected = 0.0;
        for (var one = 0; one < values.Length; one++)
            for (var other = one + 1; other < values.Length; other++)
                expected += 2 * counts[one] * counts[other] * distance(one, other);
        return new KrippendorffAlpha(expected > 0 ? 1 - (total - 1) * observed / expected : null, units.Count, total);
    }

    private static double Within(IReadOnlyList<double> unit, double[] values, Func<int, int, double> distance)
    {
        int[] ranks = [.. unit.Select(value => Array.BinarySearch(values, value))];
        var sum = 0.0;
        for (var one = 0; one < ranks.Length; one++)
            for (var other = one + 1; other < ranks.Length; other++)
                if (ranks[one] != ranks[other])
                    sum += 2 * distance(Math.Min(ranks[one], ranks[other]), Math.Max(ranks[one], ranks[other]));
        return sum;
    }

    /// <summary>The squared difference of two values by their places in order, the lower one first.</summary>
    private static Func<int, int, double> Distances(double[] values, double[] counts, RatingMetric metric)
    {
        switch (metric)
        {
            case RatingMetric.Nominal:
                return (_, _) => 1;
            case RatingMetric.Interval:
                return (low, high) => (values[high] - values[low]) * (values[high] - values[low]);
            case RatingMetric.Ratio:
                return (low, high) => Math.Pow((values[high] - values[low]) / (values[high] + values[low]), 2);
            default:
                // the ratings between two values, half of those at the ends
                var before = new double[values.Length];
                for (var at = 1; at < values.Length; at++)
                    before[at] = before[at - 1] + (counts[at - 1] + counts[at]) / 2;
                return (low, high) => (before[high] - before[low]) * (before[high] - before[low]);
        }
    }
}
