namespace Ting.Measurement;

/// <summary>The ratings of units that two or more graded, as places in the order of all values that occur.</summary>
internal sealed class Coincidences
{
    private readonly double[] _values;
    private readonly int[][] _units;
    private readonly RatingMetric _metric;

    public Coincidences(Ratings ratings, RatingMetric metric)
    {
        var units = Enumerable.Range(0, ratings.Units).Select(ratings.Of).Where(values => values.Count >= 2).ToList();
        _values = [.. units.SelectMany(unit => unit).Distinct().Order()];
        if (metric == RatingMetric.Ratio && _values.Length > 0 && _values[0] < 0)
            throw new ArgumentException("The ratio metric needs ratings that are not negative.", nameof(metric));
        _units = [.. units.Select(unit => unit.Select(value => Array.BinarySearch(_values, value)).Order().ToArray())];
        _metric = metric;
    }

    public KrippendorffAlpha Alpha() => Alpha(_units);

    /// <summary>Of as many units, drawn with replacement.</summary>
    public KrippendorffAlpha Drawn(SeededRandom random)
    {
        var drawn = new int[_units.Length][];
        for (var unit = 0; unit < drawn.Length; unit++)
            drawn[unit] = _units[random.Below(_units.Length)];
        return Alpha(drawn);
    }

    private KrippendorffAlpha Alpha(int[][] units)
    {
        var counts = new double[_values.Length];
        var total = 0;
        foreach (var unit in units)
        {
            total += unit.Length;
            foreach (var value in unit)
                counts[value]++;
        }

        var distance = Distances(counts);
        var expected = 0.0;
        for (var low = 0; low < counts.Length; low++)
            for (var high = low + 1; high < counts.Length && counts[low] > 0; high++)
                if (counts[high] > 0)
                    expected += 2 * counts[low] * counts[high] * distance(low, high);
        if (!(expected > 0)) // everybody said the same: nothing could have differed
            return new KrippendorffAlpha(null, units.Length, total);

        var observed = 0.0;
        foreach (var unit in units)
            observed += Within(unit, distance) / (unit.Length - 1);
        return new KrippendorffAlpha(1 - (total - 1) * observed / expected, units.Length, total);
    }

    /// <param name="unit">In order.</param>
    /// <param name="distance">See <see cref="Distances"/>.</param>
    private static double Within(int[] unit, Func<int, int, double> distance)
    {
        var sum = 0.0;
        for (var low = 0; low < unit.Length; low++)
            for (var high = low + 1; high < unit.Length; high++)
                if (unit[low] != unit[high])
                    sum += 2 * distance(unit[low], unit[high]);
        return sum;
    }

    /// <summary>The squared difference of two values by their places in order, the lower one first.</summary>
    private Func<int, int, double> Distances(double[] counts)
    {
        switch (_metric)
        {
            case RatingMetric.Nominal:
                return (_, _) => 1;
            case RatingMetric.Interval:
                return (low, high) => (_values[high] - _values[low]) * (_values[high] - _values[low]);
            case RatingMetric.Ratio:
                return (low, high) => Math.Pow((_values[high] - _values[low]) / (_values[high] + _values[low]), 2);
            default:
                // the ratings between two values, half of those at the ends
                var before = new double[counts.Length];
                for (var at = 1; at < counts.Length; at++)
                    before[at] = before[at - 1] + (counts[at - 1] + counts[at]) / 2;
                return (low, high) => (before[high] - before[low]) * (before[high] - before[low]);
        }
    }
}
