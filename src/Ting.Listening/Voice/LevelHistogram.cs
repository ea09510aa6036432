namespace Ting.Listening;

/// <summary>How often each value came, in narrow steps: percentiles of an hour in the memory of a second.</summary>
internal sealed class LevelHistogram(double lowest, double highest, double step)
{
    private readonly int[] _counts = new int[(int)Math.Ceiling((highest - lowest) / step) + 1];
    private long _count;

    /// <summary>Levels in dB below full scale.</summary>
    public static LevelHistogram OfLevels() => new(Decibels.Silence, 6, 0.1);

    /// <summary>Pitch in semitones above <see cref="Semitones.Reference"/>.</summary>
    public static LevelHistogram OfPitches() => new(0, 60, 0.02);

    public void Add(double value)
    {
        _counts[(int)Math.Clamp((value - lowest) / step, 0, _counts.Length - 1)]++;
        _count++;
    }

    /// <summary>The value under which this share lies; null without one.</summary>
    public double? Percentile(double share)
    {
        if (_count == 0)
            return null;
        var wanted = share * _count;
        var passed = 0L;
        for (var at = 0; at < _counts.Length; at++)
        {
            if (_counts[at] > 0 && passed + _counts[at] >= wanted)
                return lowest + (step * (at + Math.Clamp((wanted - passed) / _counts[at], 0, 1)));
            passed += _counts[at];
        }

        return highest;
    }
}
