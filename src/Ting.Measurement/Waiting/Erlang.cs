namespace Ting.Measurement;

/// <summary>
/// The formulas of queues with agents: B without waiting (Erlang 1917), C with endless patience (Erlang 1917), A with limited patience (Palm 1957; Garnett, Mandelbaum, Reiman,
/// Manufacturing and Service Operations Management 4, 2002). Computed by recursion, so that a thousand agents do not overflow.
/// </summary>
public static class Erlang
{
    private const int MostAgents = 100_000;

    /// <summary>B: the share turned away when nobody can wait; B₀ = 1, Bₙ = A·Bₙ₋₁/(n + A·Bₙ₋₁).</summary>
    /// <param name="erlangs">The load; 0 or more.</param>
    /// <param name="agents">0 to 100,000.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public static double B(double erlangs, int agents)
    {
        Require.NotNegative(erlangs);
        Agents(agents, 0);
        var blocked = 1.0;
        for (var count = 1; count <= agents; count++)
            blocked = erlangs * blocked / (count + erlangs * blocked);
        return blocked;
    }

    /// <summary>C: P_wait = B/(1 − (A/N)(1 − B)), mean wait P_wait·AHT/(N − A), service level 1 − P_wait·e^(−(N − A)T/AHT).</summary>
    /// <param name="load">What comes in.</param>
    /// <param name="agents">1 to 100,000.</param>
    /// <returns>Null when there are no more agents than erlangs: the queue grows for ever, and no wait is the mean.</returns>
    /// <exception cref="ArgumentException">A number of agents outside its range.</exception>
    public static QueueForecast? C(QueueLoad load, int agents) => C(load, Agents(agents, 1), B(load.Erlangs, agents));

    /// <summary>A: everybody hangs up after a time of his own, exponential with this mean. Defined for any load: who gives up makes room.</summary>
    /// <param name="load">What comes in.</param>
    /// <param name="agents">1 to 100,000.</param>
    /// <param name="patienceSeconds">Mean; above 0, and infinite for C.</param>
    /// <returns>Null only with infinite patience and too few agents.</returns>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public static QueueForecast? A(QueueLoad load, int agents, double patienceSeconds)
    {
        Agents(agents, 1);
        if (double.IsPositiveInfinity(patienceSeconds))
            return C(load, agents);
        return new ImpatientQueue(load, agents, Require.Positive(patienceSeconds)).Forecast();
    }

    /// <summary>The fewest agents with which the share is answered within the time.</summary>
    /// <param name="load">What comes in.</param>
    /// <param name="share">Above 0 and below 1, such as 0.8.</param>
    /// <param name="seconds">Such as 20; 0 or more.</param>
    /// <param name="patienceSeconds">Mean patience; null when nobody gives up.</param>
    /// <exception cref="ArgumentException">A number outside its range, or a target that 100,000 agents miss.</exception>
    public static QueueForecast AgentsFor(QueueLoad load, double share, double seconds, double? patienceSeconds = null)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentException("The share has to lie between 0 and 1; all cannot be promised.", nameof(share));
        Require.NotNegative(seconds);
        if (patienceSeconds is { } patience && double.IsFinite(patience))
            return Fewest(agents => A(load, agents, patience)!, share, seconds);

        var blocked = 1.0;
        for (var agents = 1; agents <= MostAgents; agents++)
        {
            blocked = load.Erlangs * blocked / (agents + load.Erlangs * blocked);
            if (C(load, agents, blocked) is { } forecast && forecast.ServiceLevel(seconds) >= share)
                return forecast;
        }

        throw new ArgumentException($"{MostAgents} agents are not enough.", nameof(load));
    }

    /// <summary>How many have to be on the roster so that so many are ready: breaks, training and absence take their share.</summary>
    /// <param name="agents">Ready at the same time; 0 or more.</param>
    /// <param name="shrinkage">The share of paid time not spent ready, 0 up to but not including 1.</param>
    public static int Rostered(int agents, double shrinkage)
    {
        Require.AtLeast(agents, 0);
        if (shrinkage is not (>= 0 and < 1))
            throw new ArgumentException("The shrinkage has to be 0 or more, and below 1.", nameof(shrinkage));
        return (int)Math.Ceiling(agents / (1 - shrinkage) - 1e-9); // 14 / 0.7 is a last digit more than 20
    }

    /// <summary>More agents never answer fewer in time, so the number is found by halving.</summary>
    private static QueueForecast Fewest(Func<int, QueueForecast> forecast, double share, double seconds)
    {
        var (low, high) = (0, 1);
        while (forecast(high).ServiceLevel(seconds) < share)
        {
            if (high == MostAgents)
                throw new ArgumentException($"{MostAgents} agents are not enough.", nameof(share));
            (low, high) = (high, Math.Min(MostAgents, 2 * high));
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (forecast(middle).ServiceLevel(seconds) >= share)
                high = middle;
            else
                low = middle;
        }

        return forecast(high);
    }

    private static QueueForecast? C(QueueLoad load, int agents, double blocked)
    {
        var occupancy = load.Erlangs / agents;
        if (occupancy >= 1)
            return null;
        var waits = blocked / (1 - occupancy * (1 - blocked));
        var spare = (agents - load.Erlangs) / load.HandleSeconds;
        return new QueueForecast(agents, waits, 0, waits / spare, occupancy, seconds => 1 - waits * Math.Exp(-spare * seconds));
    }

    private static int Agents(int agents, int least) =>
        agents >= least && agents <= MostAgents ? agents : throw new ArgumentException($"The number of agents has to lie between {least} and {MostAgents}.", nameof(agents));
}
