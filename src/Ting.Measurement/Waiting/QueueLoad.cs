namespace Ting.Measurement;

/// <summary>What comes in and how long it takes.</summary>
public sealed record QueueLoad
{
    /// <param name="arrivalsPerSecond">On average; above 0.</param>
    /// <param name="handleSeconds">Mean time an agent is busy with one, wrap-up included; above 0.</param>
    /// <exception cref="ArgumentException">A number that is not above 0.</exception>
    public QueueLoad(double arrivalsPerSecond, double handleSeconds) => (ArrivalsPerSecond, HandleSeconds) = (Require.Positive(arrivalsPerSecond), Require.Positive(handleSeconds));

    /// <summary>So many calls in so long a time, such as 100 in 1,800 seconds.</summary>
    public static QueueLoad Of(double calls, double periodSeconds, double handleSeconds) => new(Require.Positive(calls) / Require.Positive(periodSeconds), handleSeconds);

    public double ArrivalsPerSecond { get; }
    public double HandleSeconds { get; }

    /// <summary>A = λ · AHT: how many agents would be busy on average if there were enough of them.</summary>
    public double Erlangs => ArrivalsPerSecond * HandleSeconds;
}
