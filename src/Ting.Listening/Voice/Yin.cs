namespace Ting.Listening;

/// <summary>
/// Pitch by YIN: de Cheveigné and Kawahara, "YIN, a fundamental frequency estimator for speech and music", J. Acoust. Soc. Am. 111 (2002), steps 2 to 5: the squared difference
/// of the signal and itself a lag later, normalised by its mean over the shorter lags; the first dip under a threshold, made finer by a parabola.
/// </summary>
internal sealed class Yin
{
    public const double LowestHertz = 60;
    public const double HighestHertz = 1000;
    private const double WindowSeconds = 0.025;

    // the paper's threshold of 0.1 with the leniency that telephone speech wants
    private const float Threshold = 0.15f;

    private readonly double _rate;
    private readonly int _window, _shortest, _longest;
    private readonly float[] _samples;
    private readonly float[] _difference, _normalised;

    public Yin(double sampleRate)
    {
        _rate = sampleRate;
        _window = (int)(WindowSeconds * sampleRate);
        _shortest = Math.Max(2, (int)(sampleRate / HighestHertz) - 1);
        _longest = (int)Math.Ceiling(sampleRate / LowestHertz) + 1;
        _samples = new float[_window + _longest + 1];
        _difference = new float[_longest + 1];
        _normalised = new float[_longest + 1];
    }

    /// <summary>How many samples one look takes.</summary>
    public int Span => _samples.Length;

    /// <summary>The pitch around a place, and how far the signal is from repeating itself: 0 for a tone, about 1 for noise.</summary>
    public (double Hertz, double Aperiodicity) At(SlidingSignal signal, long middle)
    {
        signal.Copy(middle - (Span / 2), _samples);
        Compare();
        var lag = Choose();
        var exact = Refined(lag);
        return (_rate / exact, Math.Clamp(_normalised[lag], 0, 1));
    }

    private void Compare()
    {
        var first = _samples.AsSpan(0, _window);
        double still = Decimator.Dot(first, first), moved = still, sum = 0;
        _normalised[0] = 1;
        for (var lag = 1; lag <= _longest; lag++)
        {
            // the power of the moved window follows from the last one
            moved += (_samples[lag + _window - 1] * (double)_samples[lag + _window - 1]) - (_samples[lag - 1] * (double)_samples[lag - 1]);
            var difference = Math.Max(0, still + moved - (2 * (double)Decimator.Dot(first, _samples.AsSpan(lag, _window))));
            _difference[lag] = (float)difference;
            sum += difference;
            _normalised[lag] = sum > 0 ? (float)(difference * lag / sum) : 1;
        }
    }

    private int Choose()
    {
        var best = _shortest;
        for (var lag = _shortest; lag < _longest; lag++)
        {
            if (_normalised[lag] < Threshold)
            {
                while (lag + 1 < _longest && _normalised[lag + 1] < _normalised[lag])
                    lag++;
                return Doubled(lag);
            }

            if (_normalised[lag] < _normalised[best])
                best = lag;
        }

        return best;
    }

    // A strong second harmonic (a first formant on it) makes half the period look like one; the whole period then fits far better.
    private int Doubled(int lag)
    {
        var best = 0;
        for (var near = (2 * lag) - 2; near <= (2 * lag) + 2 && near < _longest; near++)
            if (best == 0 || _normalised[near] < _normalised[best])
                best = near;
        return best > 0 && _normalised[lag] > 0.05f && _normalised[best] < _normalised[lag] / 3 ? best : lag;
    }

    private double Refined(int lag)
    {
        if (lag <= 1 || lag >= _longest)
            return lag;
        double before = _difference[lag - 1], at = _difference[lag], after = _difference[lag + 1];
        var bend = before - (2 * at) + after;
        return bend <= 0 ? lag : lag + Math.Clamp((before - after) / (2 * bend), -0.5, 0.5);
    }
}
