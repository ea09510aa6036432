namespace Ting.Listening;

/// <summary>The first time through a channel: its peak, its offset, and its outline for a picture.</summary>
internal sealed class SampleSurvey(long frames, int columns)
{
    private readonly float[] _outline = new float[columns];
    private double _sum;
    private long _count;

    public double Peak { get; private set; }

    /// <summary>The mean of all samples: what a microphone adds and nobody hears.</summary>
    public float Offset => _count == 0 ? 0 : (float)(_sum / _count);

    /// <summary>The largest sample in each of the columns that a picture of the recording has.</summary>
    public IReadOnlyList<float> Outline => _outline;

    public void Take(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        float peak = 0;
        foreach (var sample in samples)
        {
            sum += sample;
            peak = Math.Max(peak, Math.Abs(sample));
        }

        for (var at = 0; columns > 0 && at < samples.Length; at++)
        {
            ref var column = ref _outline[(int)Math.Min(columns - 1, (_count + at) * columns / frames)];
            column = Math.Max(column, Math.Abs(samples[at]));
        }

        _sum += sum;
        _count += samples.Length;
        Peak = Math.Max(Peak, peak);
    }
}
