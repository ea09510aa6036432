namespace Ting.Listening;

/// <summary>The last stretch of a signal, addressed by where its samples lie in the whole.</summary>
internal sealed class SlidingSignal(int kept)
{
    private readonly float[] _samples = new float[kept * 2];
    private int _count;

    /// <summary>Where the oldest kept sample lies.</summary>
    public long Begins { get; private set; }

    public long Ends => Begins + _count;

    public float At(long place) => _samples[(int)(place - Begins)];

    public void Append(float sample)
    {
        if (_count == _samples.Length)
        {
            var gone = _count - kept;
            _samples.AsSpan(gone, kept).CopyTo(_samples);
            Begins += gone;
            _count = kept;
        }

        _samples[_count++] = sample;
    }

    /// <summary>Samples from a place on; what lies before the beginning of all counts as silence.</summary>
    public void Copy(long from, Span<float> into)
    {
        var skipped = (int)Math.Clamp(Begins - from, 0, into.Length);
        into[..skipped].Clear();
        _samples.AsSpan((int)(from + skipped - Begins), into.Length - skipped).CopyTo(into[skipped..]);
    }
}
