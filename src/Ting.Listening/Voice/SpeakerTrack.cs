namespace Ting.Listening;

/// <summary>The third time through a channel: pitch, syllables and runs of speech, in memory that does not grow but for one small record a run.</summary>
internal sealed class SpeakerTrack
{
    // A look that fits this badly has no pitch to speak of, and one this far from repeating itself is no vowel.
    private const double Voiced = 0.2, Sonorant = 0.4;

    // Where vowels and nasals have their power, and the hiss of consonants has not.
    private const double SonorantFrom = 200, SonorantTo = 1600;

    // Pitch is looked for below the formants, where small irregularities of the folds do not count.
    private const double PitchTo = 1000;
    private const int Kept = 16_384;

    private readonly Blocks _blocks;
    private readonly Decimator _decimator;
    private readonly SlidingSignal _signal = new(Kept);
    private readonly double _rate;
    private readonly Queue<double> _powers = new();
    private readonly Yin _yin;
    private readonly Biquad _low, _high, _smooth;
    private readonly SlidingSignal _smoothed = new(Kept);
    private readonly SyllableCounter _syllables;
    private readonly SpeechRuns _runs;
    private readonly WordTrack? _words;
    private readonly double _speechFrom;
    private long _block, _filtered;
    private double _last;

    public SpeakerTrack(int sampleRate, LevelSurvey survey, WordTrack? words)
    {
        Survey = survey;
        _speechFrom = survey.SpeechFrom;
        _blocks = new Blocks(sampleRate, survey.Samples.Offset);
        _decimator = new Decimator(sampleRate);
        _rate = (double)sampleRate / _decimator.Factor;
        _yin = new Yin(_rate);
        _low = Biquad.LowPass(SonorantTo, _rate);
        _high = Biquad.HighPass(SonorantFrom, _rate);
        _smooth = Biquad.LowPass(PitchTo, _rate);
        _syllables = new SyllableCounter(_speechFrom);
        _runs = new SpeechRuns(_speechFrom);
        _words = words;
    }

    public LevelSurvey Survey { get; }

    public LevelHistogram Levels { get; } = LevelHistogram.OfLevels();

    public LevelHistogram Pitches { get; } = LevelHistogram.OfPitches();

    public IReadOnlyList<SpeechRun> Runs => _runs.Runs;

    public IReadOnlyList<WordFigures> Words => _words?.Figures(Pitches.Percentile(0.5)) ?? [];

    /// <summary>The next samples; they are changed on the way.</summary>
    public void Take(Span<float> samples)
    {
        _blocks.Take(samples, _powers);
        _decimator.Take(samples, _signal);
        Measure();
    }

    public void End()
    {
        // silence behind the end, so that the last blocks have something to look at
        Span<float> silence = stackalloc float[1024];
        silence.Clear();
        for (var given = 0; _powers.Count > 0 && given < 64; given++)
        {
            _decimator.Take(silence, _signal);
            Measure();
        }

        for (var at = 0; at < Blocks.In(SpeechRuns.PauseSeconds); at++)
            _syllables.Take(0, isVoiced: false);
        _runs.Settle(_syllables.Found, atEnd: true);
    }

    private void Measure()
    {
        while (_powers.TryPeek(out var power))
        {
            while (_smoothed.Ends < _signal.Ends)
                _smoothed.Append((float)_smooth.Pass(_signal.At(_smoothed.Ends)));
            var middle = (long)((_block + 0.5) * _rate / Blocks.PerSecond);
            if (middle + (_yin.Span / 2) + 1 > _signal.Ends)
                return;
            _powers.Dequeue();
            Measure(power, middle);
            _block++;
        }
    }

    private void Measure(double power, long middle)
    {
        double? pitch = null;
        var sonorant = false;
        if (_block % 2 == 0 && Decibels.Of(power) >= _speechFrom)
        {
            var (hertz, aperiodicity) = _yin.At(_smoothed, middle);
            sonorant = aperiodicity < Sonorant;
            if (aperiodicity < Voiced)
                pitch = Semitones.Of(hertz);
        }

        _syllables.Take(SonorantPower(), sonorant);
        var loud = _runs.Take(power, pitch);
        _runs.Settle(_syllables.Found, atEnd: false);
        var smooth = (power + _last) / 2;
        _last = power;
        _words?.Take(_block, smooth, pitch);
        if (!loud)
            return;
        Levels.Add(Decibels.Of(smooth));
        if (pitch is { } found)
            Pitches.Add(found);
    }

    private double SonorantPower()
    {
        var end = (long)((_block + 1) * _rate / Blocks.PerSecond);
        Span<float> samples = stackalloc float[(int)(end - _filtered)];
        _signal.Copy(_filtered, samples);
        double power = 0;
        foreach (var sample in samples)
        {
            var passed = _high.Pass(_low.Pass(sample));
            power += passed * passed;
        }

        _filtered = end;
        return power / samples.Length;
    }
}
