namespace Ting.Measurement;

/// <summary>
/// How likely many histories are under the BG/NBD model. What depends only on the number of repeats is worked out once for each number, for a fit asks for it thousands of times.
/// </summary>
internal sealed class BgNbdLikelihood
{
    private readonly (int Repeats, (double Last, double Age, int Count)[] Times)[] _histories;
    private readonly int _total;

    public BgNbdLikelihood(IReadOnlyCollection<BuyingHistory> histories, double scale)
    {
        _total = histories.Count;
        _histories = [.. histories.GroupBy(history => history.Repeats).Select(group =>
            (group.Key, group.CountBy(history => (history.Last, history.Age)).Select(times => (times.Key.Last / scale, times.Key.Age / scale, times.Value)).ToArray()))];
    }

    /// <summary>The mean logarithm of the likelihood of a history.</summary>
    public double Mean(double r, double alpha, double a, double b)
    {
        var all = r * Math.Log(alpha) - GammaFunction.Log(r) + GammaFunction.Log(a + b) - GammaFunction.Log(b);
        var sum = _total * all;
        foreach (var (repeats, times) in _histories)
        {
            double x = repeats;
            var shape = GammaFunction.Log(r + x) + GammaFunction.Log(b + x) - GammaFunction.Log(a + b + x);
            var leaving = repeats == 0 ? 0 : Math.Log(a) - Math.Log(b + x - 1);
            foreach (var (last, age, count) in times)
            {
                var stayed = -(r + x) * Math.Log(alpha + age);
                sum += count * (shape + (repeats == 0 ? stayed : LogSum(stayed, leaving - (r + x) * Math.Log(alpha + last))));
            }
        }

        return sum / _total;
    }

    /// <summary>ln(eᵃ + eᵇ), where either power may vanish.</summary>
    private static double LogSum(double one, double other)
    {
        var larger = Math.Max(one, other);
        return larger + Math.Log(1 + Math.Exp(Math.Min(one, other) - larger));
    }
}
