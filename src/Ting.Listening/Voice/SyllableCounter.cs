namespace Ting.Listening;

/// <summary>
/// Finds the nuclei of syllables: voiced peaks of the sonorant band with a dip of three decibels before and after them, after de Jong and Wempe, "Praat script to detect syllable nuclei
/// and measure speech rate automatically", Behavior Research Methods 41 (2009); the band and the dip were chosen on speech of known syllables (docs/voice.md).
/// </summary>
internal sealed class SyllableCounter(double lowest)
{
    private const double Dip = 3;
    private const int VoicedWithin = 6; // blocks

    // A Hann window of 35 ms: shorter than a syllable, longer than a period of the voice.
    private static readonly double[] Window = Hann(7);

    private readonly double[] _recent = new double[Window.Length];
    private long _block = -1;
    private long _voiced = long.MinValue / 2;
    private bool _rising = true;
    private double _high = Decibels.Silence, _low = Decibels.Silence, _valley = Decibels.Silence;
    private long _peak;
    private bool _peakVoiced;

    /// <summary>Blocks in which a nucleus peaks, in order; whoever uses them takes them out.</summary>
    public Queue<long> Found { get; } = new();

    public void Take(double power, bool isVoiced)
    {
        _block++;
        if (isVoiced)
            _voiced = _block;
        _recent[_block % Window.Length] = power;
        var middle = _block - (Window.Length / 2);
        if (middle < 0)
            return;

        double smooth = 0;
        for (var at = 0; at < Window.Length; at++)
            smooth += Window[at] * _recent[(_block + 1 + at) % Window.Length];
        Follow(middle, Decibels.Of(smooth));
    }

    private void Follow(long block, double level)
    {
        if (_rising)
        {
            if (level > _high)
                (_high, _peak, _peakVoiced) = (level, block, false);
            if (block - _peak <= VoicedWithin && Math.Abs(_voiced - _peak) <= VoicedWithin)
                _peakVoiced = true;
            if (_high - level < Dip)
                return;
            if (_high - _valley >= Dip && _high > lowest && _peakVoiced)
                Found.Enqueue(_peak);
            (_rising, _low) = (false, level);
        }
        else
        {
            _low = Math.Min(_low, level);
            if (level - _low < Dip)
                return;
            (_rising, _high, _valley, _peak, _peakVoiced) = (true, level, _low, block, false);
        }
    }

    private static double[] Hann(int length)
    {
        var window = Enumerable.Range(1, length).Select(at => 1 - Math.Cos(2 * Math.PI * at / (length + 1))).ToArray();
        var sum = window.Sum();
        return [.. window.Select(weight => weight / sum)];
    }
}
