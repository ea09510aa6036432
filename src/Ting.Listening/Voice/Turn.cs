namespace Ting.Listening;

/// <summary>What one person says until another takes over.</summary>
internal sealed class Turn(int speaker, SpeechRun first)
{
    private readonly List<SpeechRun> _runs = [first];

    public int Speaker { get; } = speaker;

    public double Start => _runs[0].Start;

    public double End => _runs[^1].End;

    public double Seconds => End - Start;

    public double SpeechSeconds => _runs.Sum(run => run.Seconds);

    public int Syllables => _runs.Sum(run => run.Syllables);

    public double Rate => Syllables / SpeechSeconds;

    public double Level => Decibels.Of(_runs.Sum(run => run.Power * run.Seconds) / SpeechSeconds);

    public double? Pitch => _runs.Sum(run => run.Voiced) is > 0 and var voiced ? _runs.Sum(run => run.Voiced * run.Pitch ?? 0) / voiced : null;

    public IEnumerable<Stretch> Pauses => _runs.Zip(_runs.Skip(1), (before, after) => new Stretch(before.End, after.Start - before.End));

    public void GoOn(SpeechRun run) => _runs.Add(run);

    /// <summary>
    /// The turns of a talk in order. A run that lies wholly within the other's speech ("mhm") takes no turn (Heldner and Edlund, "Pauses, gaps and overlaps in conversations", J. Phonetics 38, 2010).
    /// </summary>
    public static List<Turn> Of(IReadOnlyList<IReadOnlyList<SpeechRun>> speakers)
    {
        var runs = speakers.SelectMany((spoken, speaker) => spoken.Where(run => !speakers.Where((_, other) => other != speaker).Any(others => Covers(others, run))).Select(run => (speaker, run)))
            .OrderBy(it => it.run.Start).ThenBy(it => it.speaker);
        var turns = new List<Turn>();
        foreach (var (speaker, run) in runs)
            if (turns.Count > 0 && turns[^1].Speaker == speaker)
                turns[^1].GoOn(run);
            else
                turns.Add(new Turn(speaker, run));
        return turns;
    }

    // whether one of the runs, which are in order, goes on longer on both sides
    private static bool Covers(IReadOnlyList<SpeechRun> runs, SpeechRun run)
    {
        var (low, high) = (0, runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (runs[middle].End < run.End)
                low = middle + 1;
            else
                high = middle;
        }

        return low < runs.Count && runs[low].Start <= run.Start && runs[low].Seconds > run.Seconds;
    }
}
