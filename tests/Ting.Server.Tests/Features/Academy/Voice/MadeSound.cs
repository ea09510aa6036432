using Ting.Server.Features.Academy.Voice;

namespace Ting.Server.Tests.Features.Academy.Voice;

/// <summary>One channel of made-up sound whose figures are known.</summary>
internal sealed class MadeSound(int rate = 8_000)
{
    private readonly List<float> _samples = [];

    public int Rate => rate;

    public IReadOnlyList<float> Samples => _samples;

    public static byte[] File(params MadeSound[] channels)
    {
        var most = channels.Max(channel => channel._samples.Count);
        foreach (var channel in channels)
            channel._samples.AddRange(new float[most - channel._samples.Count]);
        return WaveFile.Of(channels[0].Rate, 16, [.. channels.Select(channel => channel.Samples)]);
    }

    public MadeSound Silence(double seconds) => Add(seconds, _ => 0);

    /// <summary>A sine of a level in dB of power below full scale.</summary>
    public MadeSound Tone(double hertz, double level, double seconds)
    {
        var size = Math.Sqrt(2) * Math.Pow(10, level / 20);
        return Add(seconds, at => size * Math.Sin(2 * Math.PI * hertz * at));
    }

    /// <summary>Swells of harmonics, one a syllable; one of them may be louder and higher.</summary>
    public MadeSound Say(int syllables, double pace, double hertz, double size = 0.2, int strong = -1)
    {
        var phase = 0.0;
        return Add(syllables / pace, at =>
        {
            var isStrong = (int)(at * pace) == strong;
            phase += hertz * (isStrong ? 1.25 : 1) / rate;
            var sound = Enumerable.Range(1, 12).Sum(harmonic => Math.Sin(2 * Math.PI * phase * harmonic) / harmonic);
            return sound * size * (isStrong ? 1.8 : 1) * (0.03 + Math.Pow(Math.Sin(Math.PI * (at * pace % 1)), 2)) / 2;
        });
    }

    public MadeSound Until(MadeSound other) => Silence((double)(other._samples.Count - _samples.Count) / rate);

    private MadeSound Add(double seconds, Func<double, double> wave)
    {
        var count = (int)Math.Round(seconds * rate);
        for (var at = 0; at < count; at++)
            _samples.Add((float)wave((double)at / rate));
        return this;
    }
}
