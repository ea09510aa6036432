namespace Ting.Measurement;

/// <summary>
/// Erlang A as a birth-death chain: with k people there, one leaves at the rate min(k, N)·μ + max(0, k − N)·θ. State chances are kept relative to one another, scaled down before they
/// overflow, and followed down and up from k = N until they no longer count.
/// </summary>
internal sealed class ImpatientQueue
{
    private const double Negligible = 1e-18;
    private const double Large = 1e200;
    private const int LongestQueue = 5_000_000;
    private readonly QueueLoad _load;
    private readonly int _agents;
    private readonly double _leaving;
    private readonly double _serving;
    private readonly double _hasFree;
    private readonly List<double> _queued = [];

    public ImpatientQueue(QueueLoad load, int agents, double patienceSeconds)
    {
        _load = load;
        _agents = agents;
        _leaving = 1 / patienceSeconds;
        _serving = 1 / load.HandleSeconds;

        // the chance of k people falls from k = N downwards by k·μ/λ and rises upwards by λ/(Nμ + (k − N)θ)
        var chance = 1.0;
        var below = 0.0;
        for (var people = agents; people > 0; people--)
        {
            chance *= people * _serving / load.ArrivalsPerSecond;
            below += chance;
            if (chance < Negligible * below && people * _serving < load.ArrivalsPerSecond)
                break;
            if (below > 1e250)
                break; // next to nobody ever waits
        }

        chance = 1.0;
        var above = 0.0;
        for (var waiting = 0; ; waiting++)
        {
            _queued.Add(chance);
            above += chance;
            var ratio = load.ArrivalsPerSecond / (agents * _serving + (waiting + 1) * _leaving);
            chance *= ratio;
            if (chance > Large)
                ScaleDown(ref chance, ref below, ref above);
            if (waiting > LongestQueue)
                throw new ArgumentException("With so much patience and so few agents the queue grows to millions before anybody gives up.", nameof(patienceSeconds));
            if (ratio < 1 && chance < Negligible * above * (1 - ratio))
                break;
        }

        var total = below + above;
        for (var at = 0; at < _queued.Count; at++)
            _queued[at] /= total;
        _hasFree = below / total;
    }

    public QueueForecast Forecast()
    {
        var waiting = 0.0;
        for (var at = 0; at < _queued.Count; at++)
            waiting += at * _queued[at];
        var abandoned = _leaving * waiting / _load.ArrivalsPerSecond;
        var busy = _load.Erlangs * (1 - abandoned);
        return new QueueForecast(_agents, _queued.Sum(), abandoned, waiting / _load.ArrivalsPerSecond, busy / _agents, Within);
    }

    /// <summary>
    /// Who finds q people waiting is served after a sum of q + 1 exponential times with the rates Nμ + jθ, j = 0 … q, unless patience ends first. e^(−θV) of that sum is
    /// beta distributed with c = Nμ/θ and q + 1, so that the share served within T is c/(c + q + 1) · (1 − I_x(c + 1, q + 1)) with x = e^(−θT).
    /// </summary>
    private double Within(double seconds)
    {
        var c = _agents * _serving / _leaving;
        var x = Math.Exp(-_leaving * seconds);
        var term = -(c + 1) * _leaving * seconds; // the logarithm of x^(c + 1), which vanishes where many agents work
        var incomplete = Math.Exp(term);
        var served = _hasFree;
        for (var ahead = 0; ahead < _queued.Count; ahead++)
        {
            if (ahead > 0)
            {
                term += Math.Log((c + ahead) / ahead * (1 - x));
                incomplete += Math.Exp(term);
            }

            served += _queued[ahead] * c / (c + ahead + 1) * Math.Max(0, 1 - incomplete);
        }

        return Math.Clamp(served, 0, 1);
    }

    private void ScaleDown(ref double chance, ref double below, ref double above)
    {
        chance /= Large;
        below /= Large;
        above /= Large;
        for (var at = 0; at < _queued.Count; at++)
            _queued[at] /= Large;
    }
}
