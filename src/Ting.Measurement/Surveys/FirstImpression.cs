namespace Ting.Measurement;

/// <summary>What appearance, behaviour and communication weigh in a first impression. Not negative, and together above 0; they are brought to 1.</summary>
public sealed record ImpressionWeights
{
    /// <exception cref="ArgumentException">A weight that is negative or no finite number, or nothing but zeros.</exception>
    public ImpressionWeights(double appearance, double behaviour, double communication)
    {
        var sum = Require.NotNegative(appearance) + Require.NotNegative(behaviour) + Require.NotNegative(communication);
        if (!(sum > 0) || !double.IsFinite(sum))
            throw new ArgumentException("One of the weights has to be above 0.");
        (Appearance, Behaviour, Communication) = (appearance / sum, behaviour / sum, communication / sum);
    }

    /// <summary>52, 33 and 15 per cent: meeting a stranger, as courses on service print it.</summary>
    public static ImpressionWeights Stranger { get; } = new(52, 33, 15);

    /// <summary>30, 50 and 20 per cent: the same courses, for people in service.</summary>
    public static ImpressionWeights Service { get; } = new(30, 50, 20);

    public double Appearance { get; }
    public double Behaviour { get; }
    public double Communication { get; }
}

/// <summary>The score of a touchpoint: A appearance, B behaviour, C communication, weighted (a heuristic of training courses, not a validated scale).</summary>
public static class FirstImpression
{
    /// <param name="appearance">On any scale, the same for all three.</param>
    /// <param name="behaviour">See above.</param>
    /// <param name="communication">See above.</param>
    /// <param name="weights">A preset or a workspace's own.</param>
    /// <returns>On the scale of the three.</returns>
    /// <exception cref="ArgumentException">A score that is no finite number.</exception>
    public static double Score(double appearance, double behaviour, double communication, ImpressionWeights weights) =>
        Require.Finite(appearance) * weights.Appearance + Require.Finite(behaviour) * weights.Behaviour + Require.Finite(communication) * weights.Communication;

    /// <summary>On a digital channel nobody is seen: appearance is the mean of what a message looks like.</summary>
    /// <param name="layout">How readable the message is set.</param>
    /// <param name="speed">How soon the first answer came.</param>
    /// <param name="spelling">How free of mistakes.</param>
    /// <param name="identity">Whether it says who writes and for whom.</param>
    /// <exception cref="ArgumentException">A score that is no finite number.</exception>
    public static double DigitalAppearance(double layout, double speed, double spelling, double identity) =>
        (Require.Finite(layout) + Require.Finite(speed) + Require.Finite(spelling) + Require.Finite(identity)) / 4;
}
