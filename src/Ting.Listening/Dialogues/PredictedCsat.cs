namespace Ting.Listening;

/// <summary>
/// The score a customer would give. The end counts most and the worst moment counts too (the peak-end rule, Kahneman and others 1993); the weights are least squares over
/// the written dialogues, read by a model that had not learned from them, and the interval holds nine of ten of their scores.
/// </summary>
internal static class PredictedCsat
{
    private const double Usual = 3.03;
    private const double End = 1.57;
    private const double Mean = 0.67;
    private const double Worst = -0.49;
    private const double Repeat = -0.59;
    private const double NineOfTen = 1.49;

    public static (double Score, CsatInterval Interval) Of(IReadOnlyList<SatisfactionShares> turns, int repeats)
    {
        double[] levels = [.. turns.Select(turn => turn.Satisfied - turn.Dissatisfied)];
        var score = Math.Clamp(Usual + (End * levels[^1]) + (Mean * levels.Average()) + (Worst * levels.Min()) + (Repeat * Math.Min(3, repeats)), 1, 5);
        return (Math.Round(score, 2), new CsatInterval(Math.Round(Math.Max(1, score - NineOfTen), 2), Math.Round(Math.Min(5, score + NineOfTen), 2)));
    }
}
