namespace Ting.Listening;

/// <summary>The grid of five milliseconds on which everything is measured, and the mean power in each.</summary>
internal sealed class Blocks(int sampleRate, float offset)
{
    public const int PerSecond = 200;
    public const double Seconds = 1.0 / PerSecond;

    private long _sample, _block;
    private double _power;
    private int _inBlock;

    /// <summary>How many blocks this many seconds are.</summary>
    public static int In(double seconds) => (int)Math.Round(seconds * PerSecond);

    /// <summary>Takes the offset (a microphone's constant part, which is no sound) out of the samples, in place, and adds the power of each block that is complete.</summary>
    public void Take(Span<float> samples, Queue<double> powers)
    {
        while (samples.Length > 0)
        {
            var end = (_block + 1) * sampleRate / PerSecond;
            var piece = samples[..(int)Math.Min(samples.Length, end - _sample)];
            var power = 0f;
            foreach (ref var sample in piece)
            {
                sample -= offset;
                power += sample * sample;
            }

            _power += power;
            _inBlock += piece.Length;
            _sample += piece.Length;
            samples = samples[piece.Length..];
            if (_sample < end)
                continue;
            powers.Enqueue(_power / _inBlock);
            (_power, _inBlock) = (0, 0);
            _block++;
        }
    }
}
