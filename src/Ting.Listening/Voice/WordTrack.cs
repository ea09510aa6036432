namespace Ting.Listening;

/// <summary>Loudness, pitch and length of given words while they go by.</summary>
internal sealed class WordTrack(IReadOnlyList<SpokenWord> words)
{
    private readonly (double Power, double? Pitch)[] _highest = new (double, double?)[words.Count];

    public void Take(long block, double power, double? pitch)
    {
        var at = (block + 0.5) * Blocks.Seconds;
        for (var word = 0; word < words.Count; word++)
        {
            if (at < words[word].Start || at >= words[word].End)
                continue;
            ref var highest = ref _highest[word];
            highest.Power = Math.Max(highest.Power, power);
            if (pitch is { } height)
                highest.Pitch = highest.Pitch is { } before ? Math.Max(before, height) : height;
        }
    }

    public IReadOnlyList<WordFigures> Figures(double? median)
    {
        double[] seconds = [.. words.Select(word => (word.End - word.Start) / WrittenSyllables.In(word.Text))];
        double[] levels = [.. _highest.Select(highest => Decibels.Of(highest.Power))];
        double[] pitches = [.. _highest.Select(highest => highest.Pitch - median ?? 0)];
        var (longer, louder, higher) = (Standard(seconds), Standard(levels), Standard(pitches));
        return [.. words.Select((word, at) => new WordFigures(word.Text, word.Start, word.End, Math.Round(levels[at], 2), _highest[at].Pitch is null ? null : Math.Round(pitches[at], 2),
            Math.Round(seconds[at], 3), Math.Round((longer[at] + louder[at] + higher[at]) / 3, 3)))];
    }

    // how many standard deviations from the mean of the sentence
    private static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => deviation > 1e-9 ? (value - mean) / deviation : 0)];
    }
}
