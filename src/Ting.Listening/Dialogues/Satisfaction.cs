namespace Ting.Listening;

/// <summary>
/// Satisfaction turn by turn. It follows the emotion of the turn and keeps a part of the turn before; a plain "yes, thanks" after an answer is a small yes to it,
/// asking the same thing again a small no.
/// </summary>
internal static class Satisfaction
{
    private const double Kept = 0.2;

    public static SatisfactionShares Of(Reading reading, DialogueSignals signals, bool afterAgent, bool repeats, SatisfactionShares? before)
    {
        double low = 0, high = 0;
        foreach (var (emotion, probability) in reading.Emotions)
        {
            low += emotion switch
            {
                Emotion.Angry or Emotion.Dissatisfied or Emotion.Frustrated => probability,
                Emotion.Anxious => probability * (reading.Complaint ? 1 : 0.4), // worried because something of ours failed, or only worried
                _ => 0,
            };
            high += emotion is Emotion.Satisfied or Emotion.Grateful ? probability : 0;
        }

        if (repeats || signals.Has("told"))
            (low, high) = Toward(low, high, 0.4);
        if (afterAgent && low < 0.5 && signals.Has("thanks"))
            (high, low) = Toward(high, low, 0.6);
        else if (low < 0.5 && signals.Has("settled"))
            (high, low) = Toward(high, low, 0.5);
        var now = new SatisfactionShares(low, Math.Max(0, 1 - low - high), high);
        return before is null ? now : new SatisfactionShares(
            ((1 - Kept) * now.Dissatisfied) + (Kept * before.Dissatisfied),
            ((1 - Kept) * now.Neutral) + (Kept * before.Neutral),
            ((1 - Kept) * now.Satisfied) + (Kept * before.Satisfied));
    }

    public static int Likeliest(SatisfactionShares it) =>
        it.Dissatisfied > it.Neutral && it.Dissatisfied >= it.Satisfied ? 1 : it.Satisfied > it.Neutral ? 3 : 2;

    public static SatisfactionShares Rounded(SatisfactionShares it)
    {
        var (low, high) = (Math.Round(it.Dissatisfied, 3), Math.Round(it.Satisfied, 3));
        return new SatisfactionShares(low, Math.Round(1 - low - high, 3), high);
    }

    private static (double More, double Less) Toward(double more, double less, double share) => (more + ((1 - more) * share), less * (1 - share));
}
