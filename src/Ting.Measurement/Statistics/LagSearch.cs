namespace Ting.Measurement;

/// <summary>
/// How closely one series follows another at each of a few lags that were named before anybody looked. Who looks several times finds something by chance more often:
/// every interval is as much wider as there are lags (Bonferroni; Dunn, J. American Statistical Association 56, 1961).
/// </summary>
/// <param name="All">In the order of the lags.</param>
/// <param name="Best">Where they move together most closely, either way, among those that rest on enough pairs; null where none does.</param>
public sealed record LagSearch(IReadOnlyList<LagSearch.One> All, LagSearch.One? Best)
{
    /// <summary>More lags are looked at by nobody in earnest.</summary>
    public const int MostLags = 6;

    // The normal quantile of two-sided 95 %, shared out among one to six looks.
    private static readonly double[] Quantiles = [Interval.Z95, 2.2414027276, 2.3939797998, 2.4977054744, 2.5758293035, 2.6382572735];

    /// <param name="Lag">Periods by which the second follows.</param>
    public sealed record One(int Lag, Correlation Correlation);

    /// <param name="cause">One value a period, in order; null where nothing was measured.</param>
    /// <param name="effect">Of the same periods.</param>
    /// <param name="lags">One to six of them, each once.</param>
    /// <param name="fewest">With fewer pairs a lag is shown, and never the best.</param>
    /// <exception cref="ArgumentException">Different lengths, what is no finite number, no lags, too many of them, or one twice.</exception>
    public static LagSearch Over(IReadOnlyList<double?> cause, IReadOnlyList<double?> effect, IReadOnlyList<int> lags, int fewest)
    {
        Require.Some(lags);
        if (lags.Count > MostLags || lags.Distinct().Count() < lags.Count)
            throw new ArgumentException($"One to {MostLags} lags, each once.", nameof(lags));

        List<One> all = [.. lags.Select(lag => new One(lag, Correlation.Lagged(cause, effect, lag, Quantiles[lags.Count - 1])))];
        return new LagSearch(all, all.Where(it => it.Correlation.Pairs >= fewest && it.Correlation.Coefficient is not null).MaxBy(it => Math.Abs(it.Correlation.Coefficient!.Value.Value)));
    }
}
