namespace Ting.Measurement;

/// <summary>How closely two series move together. It says nothing of cause.</summary>
/// <param name="Coefficient">From −1 to +1 (Pearson 1895); the bounds are Fisher's (Metron 1, 1921), −1 and +1 below four pairs. Null with fewer than three pairs or where a series does not change.</param>
/// <param name="Pairs">How many pairs it rests on.</param>
public readonly record struct Correlation(Interval? Coefficient, int Pairs)
{
    /// <param name="first">Null where nothing was measured; a pair counts when both were.</param>
    /// <param name="second">As many as the first.</param>
    /// <exception cref="ArgumentException">Different lengths, or what is no finite number.</exception>
    public static Correlation Of(IReadOnlyList<double?> first, IReadOnlyList<double?> second) => Lagged(first, second, 0);

    /// <summary>The first series against the second some steps later: does what happens here come before what happens there?</summary>
    /// <param name="cause">One value a period, in order; null where nothing was measured.</param>
    /// <param name="effect">Of the same periods.</param>
    /// <param name="lag">Periods by which the second follows; negative where it goes before.</param>
    /// <param name="z">The normal quantile of the confidence wanted; 95 % as a rule.</param>
    /// <exception cref="ArgumentException">Different lengths, or what is no finite number.</exception>
    public static Correlation Lagged(IReadOnlyList<double?> cause, IReadOnlyList<double?> effect, int lag, double z = Interval.Z95)
    {
        Require.SameCount(cause.Count, effect.Count, "The values of the two series");
        Require.Finite(cause.Where(value => value is not null).Select(value => value!.Value), nameof(cause));
        Require.Finite(effect.Where(value => value is not null).Select(value => value!.Value), nameof(effect));

        var pairs = new List<(double X, double Y)>();
        for (var at = Math.Max(0, -lag); at < cause.Count && at + lag < effect.Count; at++)
            if (cause[at] is { } x && effect[at + lag] is { } y)
                pairs.Add((x, y));
        return new Correlation(pairs.Count < 3 ? null : Pearson(pairs, z), pairs.Count);
    }

    /// <summary>From each period to the next: two series that merely both grow move together, their changes need not.</summary>
    /// <returns>One fewer; null where either of the two was not measured.</returns>
    public static IReadOnlyList<double?> Changes(IReadOnlyList<double?> series) => [.. series.Skip(1).Zip(series, (after, before) => after - before)];

    private static Interval? Pearson(List<(double X, double Y)> pairs, double z)
    {
        if (pairs.All(pair => pair.X == pairs[0].X) || pairs.All(pair => pair.Y == pairs[0].Y)) // their mean may miss them by a last digit, and nothing would seem to vary
            return null;

        var (meanX, meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in pairs)
        {
            xx += (x - meanX) * (x - meanX);
            yy += (y - meanY) * (y - meanY);
            xy += (x - meanX) * (y - meanY);
        }

        var r = Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1);
        if (!double.IsFinite(r))
            return null; // so small that their squares vanish
        if (pairs.Count < 4)
            return new Interval(r, -1, 1);
        if (Math.Abs(r) == 1)
            return new Interval(r, r, r);

        var half = z / Math.Sqrt(pairs.Count - 3);
        return new Interval(r, Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half));
    }
}
