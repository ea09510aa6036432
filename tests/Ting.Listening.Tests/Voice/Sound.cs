namespace Ting.Listening.Tests;

/// <summary>One channel of made-up sound whose every figure is known.</summary>
internal sealed class Sound(int rate = 16_000)
{
    private readonly List<float> _samples = [];
    private readonly Random _random = new(7);

    public int Rate => rate;

    public IReadOnlyList<float> Samples => _samples;

    /// <summary>Where the sound has got to.</summary>
    public double Seconds => (double)_samples.Count / rate;

    public Sound Silence(double seconds) => Add(seconds, _ => 0);

    /// <summary>A sine of a level in dB of power below full scale.</summary>
    public Sound Tone(double hertz, double level, double seconds)
    {
        var size = Math.Sqrt(2) * Math.Pow(10, level / 20);
        return Add(seconds, at => size * Math.Sin(2 * Math.PI * hertz * at));
    }

    public Sound Noise(double level, double seconds)
    {
        var size = Math.Sqrt(3) * Math.Pow(10, level / 20);
        return Add(seconds, _ => size * ((_random.NextDouble() * 2) - 1));
    }

    /// <summary>Short pulses at a pitch, as a voice has them before the mouth shapes it.</summary>
    public Sound Pulses(double hertz, double seconds)
    {
        var phase = 1.0;
        return Add(seconds, _ =>
        {
            phase += hertz / rate;
            if (phase < 1)
                return 0;
            phase -= 1;
            return 0.8;
        });
    }

    /// <summary>Takes speech up: what it says, at its pitch and rate.</summary>
    public Sound Say(SpokenSyllables spoken)
    {
        _samples.AddRange(spoken.Make(rate));
        return this;
    }

    public Sound Add(Sound other)
    {
        _samples.AddRange(other.Samples);
        return this;
    }

    /// <summary>Silence until a moment of the recording.</summary>
    public Sound Until(double seconds) => Silence(seconds - Seconds);

    /// <summary>A hiss under everything so far.</summary>
    public Sound Under(double level)
    {
        var size = Math.Sqrt(3) * Math.Pow(10, level / 20);
        for (var at = 0; at < _samples.Count; at++)
            _samples[at] += (float)(size * ((_random.NextDouble() * 2) - 1));
        return this;
    }

    public Sound Louder(double decibels)
    {
        var factor = (float)Math.Pow(10, decibels / 20);
        for (var at = 0; at < _samples.Count; at++)
            _samples[at] *= factor;
        return this;
    }

    public Sound Offset(double value)
    {
        for (var at = 0; at < _samples.Count; at++)
            _samples[at] += (float)value;
        return this;
    }

    private Sound Add(double seconds, Func<double, double> wave)
    {
        var count = (int)Math.Round(seconds * rate);
        for (var at = 0; at < count; at++)
            _samples.Add((float)wave((double)at / rate));
        return this;
    }
}
