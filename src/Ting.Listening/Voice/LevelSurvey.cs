namespace Ting.Listening;

/// <summary>The second time through a channel: how loud it is when, and from which level on somebody speaks.</summary>
internal sealed class LevelSurvey(int sampleRate, SampleSurvey samples)
{
    // Below this nothing counts as said, however quiet the rest is.
    private const double Faintest = -65;

    private readonly Blocks _blocks = new(sampleRate, samples.Offset);
    private readonly Queue<double> _powers = new();
    private readonly LevelHistogram _levels = LevelHistogram.OfLevels();
    private double _last;

    public SampleSurvey Samples => samples;

    /// <summary>The level that is nearly always passed: what one hears between the words.</summary>
    public double Noise => _levels.Percentile(0.05) ?? Decibels.Silence;

    /// <summary>
    /// The level from which on a block counts as speech: clear of the noise, but never so low that the room's echo counts nor so high that quiet syllables do not.
    /// Above every level where nothing is said.
    /// </summary>
    public double SpeechFrom
    {
        get
        {
            var loud = _levels.Percentile(0.99) ?? Decibels.Silence;
            return loud < Faintest ? double.PositiveInfinity : Math.Max(Faintest, Math.Clamp(Noise + 6, loud - 38, loud - 10));
        }
    }

    public void Take(Span<float> piece)
    {
        _blocks.Take(piece, _powers);
        while (_powers.TryDequeue(out var power))
        {
            _levels.Add(Decibels.Of((power + _last) / 2));
            _last = power;
        }
    }
}
