namespace Ting.Listening;

/// <summary>Two people talking: who spoke over whom, and how soon each answered.</summary>
internal static class Talk
{
    public static OverlapFigures Overlap(IReadOnlyList<SpeechRun> first, IReadOnlyList<SpeechRun> second, List<Turn> turns)
    {
        var (seconds, count, one, two) = (0.0, 0, 0, 0);
        while (one < first.Count && two < second.Count)
        {
            var both = Math.Min(first[one].End, second[two].End) - Math.Max(first[one].Start, second[two].Start);
            if (both > 0)
                (seconds, count) = (seconds + both, count + 1);
            if (first[one].End < second[two].End)
                one++;
            else
                two++;
        }

        var spoken = first.Sum(run => run.Seconds) + second.Sum(run => run.Seconds) - seconds;
        int[] begun = [0, 0];
        foreach (var (before, answer) in Answers(turns))
            if (answer.Start < before.End)
                begun[answer.Speaker]++;
        return new OverlapFigures(Math.Round(seconds, 3), spoken > 0 ? Math.Round(seconds / spoken, 4) : null, count, begun);
    }

    public static LatencyFigures? Latency(List<Turn> turns, int speaker)
    {
        double[] waits = [.. Answers(turns).Where(it => it.Answer.Speaker == speaker).Select(it => it.Answer.Start - it.Before.End).Where(wait => wait >= 0).Order()];
        return waits.Length == 0 ? null : new LatencyFigures(waits.Length, Math.Round(Median(waits), 3), Math.Round(waits[^1], 3));
    }

    public static IEnumerable<(Turn Before, Turn Answer)> Answers(List<Turn> turns) => turns.Zip(turns.Skip(1));

    public static double Median(double[] ordered) => (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
}
