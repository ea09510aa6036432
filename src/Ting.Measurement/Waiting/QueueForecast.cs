namespace Ting.Measurement;

/// <summary>How long people wait with a number of agents. Arrivals are taken as random (Poisson) and handling times as exponential.</summary>
public sealed class QueueForecast
{
    private readonly Func<double, double> _within;

    internal QueueForecast(int agents, double waitChance, double abandoned, double meanWait, double occupancy, Func<double, double> within)
    {
        (Agents, WaitChance, Abandoned, MeanWait, Occupancy) = (agents, waitChance, abandoned, meanWait, occupancy);
        _within = within;
    }

    /// <summary>Ready at the same time.</summary>
    public int Agents { get; }

    /// <summary>The share that has to wait, 0 to 1.</summary>
    public double WaitChance { get; }

    /// <summary>The share that gives up, 0 to 1; 0 where nobody does.</summary>
    public double Abandoned { get; }

    /// <summary>Over all who come, those who do not wait and those who give up included; seconds.</summary>
    public double MeanWait { get; }

    /// <summary>The share of an agent's time that is busy, 0 to 1.</summary>
    public double Occupancy { get; }

    /// <summary>The share of all who come that is answered within so many seconds, 0 to 1.</summary>
    /// <exception cref="ArgumentException">A negative time, or one that is no finite number.</exception>
    public double ServiceLevel(double seconds) => _within(Require.NotNegative(seconds));
}
