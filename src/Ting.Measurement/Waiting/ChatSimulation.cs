namespace Ting.Measurement;

/// <summary>A desk where one agent talks to several people at the same time.</summary>
public sealed record ChatDesk
{
    /// <param name="arrivalsPerSecond">On average; above 0. Arrivals are random (Poisson).</param>
    /// <param name="agents">1 to 1,000.</param>
    /// <param name="handleSeconds">Mean length of a chat when the agent has one, two, three … at the same time, each above 0; as many as an agent may have. It usually grows: the customer waits for the agent.</param>
    /// <param name="patienceSeconds">Mean time, exponential, after which one who waits leaves; null when nobody does.</param>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public ChatDesk(double arrivalsPerSecond, int agents, IReadOnlyList<double> handleSeconds, double? patienceSeconds = null)
    {
        ArrivalsPerSecond = Require.Positive(arrivalsPerSecond);
        Agents = agents is >= 1 and <= 1000 ? agents : throw new ArgumentException("The number of agents has to lie between 1 and 1,000.", nameof(agents));
        Require.Some(handleSeconds);
        HandleSeconds = [.. handleSeconds.Select(seconds => Require.Positive(seconds, nameof(handleSeconds)))];
        PatienceSeconds = patienceSeconds is { } patience ? Require.Positive(patience, nameof(patienceSeconds)) : null;
    }

    public double ArrivalsPerSecond { get; }
    public int Agents { get; }
    public IReadOnlyList<double> HandleSeconds { get; }
    public double? PatienceSeconds { get; }

    /// <summary>Chats that the desk can finish in a second when everybody is full.</summary>
    public double Capacity => Agents * HandleSeconds.Count / HandleSeconds[^1];
}

/// <summary>What a simulated desk did. Shares are of all chats counted; intervals come from twenty stretches of time (batch means), so that they hold though one wait leads to the next.</summary>
/// <param name="Chats">How many were counted, after the desk had filled.</param>
/// <param name="WaitChance">The share that had to wait.</param>
/// <param name="MeanWait">Over all, in seconds.</param>
/// <param name="Abandoned">The share that left before an answer.</param>
/// <param name="WithinTarget">The share answered within the seconds asked for.</param>
/// <param name="MeanHandle">From the first answer to the end, in seconds, of those answered; null when nobody was.</param>
/// <param name="MeanParallel">How many chats an agent had on average, idle time included.</param>
public sealed record ChatForecast(int Chats, Interval WaitChance, Interval MeanWait, Interval Abandoned, Interval WithinTarget, double? MeanHandle, double MeanParallel);

/// <summary>
/// Plays a desk with parallel chats. Erlang's formulas know no agent with several customers; N·c servers with longer handling are only an approximation. Each chat needs an exponential
/// amount of work; an agent with k chats works each off at the rate 1/handle(k). A new chat goes to the agent with the fewest, waiting ones are taken in order. The same seed gives the
/// same figures.
/// </summary>
public static class ChatSimulation
{
    private const int Batches = 20;

    /// <param name="desk">What to play.</param>
    /// <param name="targetSeconds">The wait that is still good; 0 or more.</param>
    /// <param name="chats">How many to count, 1,000 to 10,000,000; a tenth more is played first, until the desk has filled.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">A number outside its range, or more chats than the desk can ever finish while nobody leaves.</exception>
    public static ChatForecast Run(ChatDesk desk, double targetSeconds, int chats = 100_000, int seed = 1)
    {
        Require.NotNegative(targetSeconds);
        if (chats is < 1000 or > 10_000_000)
            throw new ArgumentException("The number of chats has to lie between 1,000 and 10,000,000.", nameof(chats));
        if (desk.PatienceSeconds is null && desk.ArrivalsPerSecond >= desk.Capacity)
            throw new ArgumentException("More chats come than the desk can ever finish, and nobody leaves: the queue grows for ever.", nameof(desk));

        var outcomes = new ChatFloor(desk, new SeededRandom(seed)).Play(chats / 10, chats);
        var answered = outcomes.Chats.Where(chat => !chat.Left).ToList();
        return new ChatForecast(
            outcomes.Chats.Count,
            Mean(outcomes.Chats, chat => chat.Wait > 0 ? 1 : 0).Within(0, 1),
            Mean(outcomes.Chats, chat => chat.Wait).Within(0, double.PositiveInfinity),
            Mean(outcomes.Chats, chat => chat.Left ? 1 : 0).Within(0, 1),
            Mean(outcomes.Chats, chat => !chat.Left && chat.Wait <= targetSeconds ? 1 : 0).Within(0, 1),
            answered.Count == 0 ? null : answered.Average(chat => chat.Handle),
            outcomes.MeanParallel);
    }

    private static Interval Mean(IReadOnlyList<ChatOutcome> chats, Func<ChatOutcome, double> figure)
    {
        double[] means = [.. Enumerable.Range(0, Batches).Select(batch =>
            chats.Skip((int)((long)batch * chats.Count / Batches)).Take((int)((batch + 1L) * chats.Count / Batches - (long)batch * chats.Count / Batches)).Average(figure))];
        var spread = Average.Of(means);
        var mean = chats.Average(figure);
        return new Interval(mean, mean - (spread.Value - spread.Low), mean + (spread.High - spread.Value));
    }
}
