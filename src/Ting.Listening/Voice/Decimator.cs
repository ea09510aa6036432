using System.Numerics;
using System.Runtime.InteropServices;

namespace Ting.Listening;

/// <summary>
/// Brings a signal down to 8 to 16 thousand samples a second, enough for pitch and syllables: a windowed-sinc low-pass (Hamming) and then every n-th sample.
/// The delay of the filter is taken out, so sample i of the result lies at i · <see cref="Factor"/> of what came in.
/// </summary>
internal sealed class Decimator
{
    private const int PieceSamples = 8192;

    private readonly float[] _filter;
    private readonly float[] _kept;
    private int _count;
    private int _next; // where the filter begins for the next sample of the result

    public Decimator(int sampleRate)
    {
        Factor = Math.Max(1, sampleRate / WaveReader.LowestRate);
        _filter = Factor == 1 ? [1] : LowPass(Factor);
        _kept = new float[PieceSamples + _filter.Length + Factor];
        _count = _filter.Length / 2; // silence before the beginning, for half the filter
    }

    public int Factor { get; }

    /// <summary>Takes samples in and hands on what they make.</summary>
    public void Take(ReadOnlySpan<float> samples, SlidingSignal into)
    {
        while (samples.Length > 0)
        {
            var fitting = samples[..Math.Min(samples.Length, _kept.Length - _count)];
            fitting.CopyTo(_kept.AsSpan(_count));
            _count += fitting.Length;
            samples = samples[fitting.Length..];

            for (; _next + _filter.Length <= _count; _next += Factor)
                into.Append(Factor == 1 ? _kept[_next] : Dot(_kept.AsSpan(_next, _filter.Length), _filter));
            var gone = Math.Min(_next, _count);
            _kept.AsSpan(gone, _count - gone).CopyTo(_kept);
            _count -= gone;
            _next -= gone;
        }
    }

    /// <summary>Sum of products; four sums side by side keep the processor busy, and the search for pitch is nearly all this.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref var one = ref MemoryMarshal.GetReference(left);
        ref var other = ref MemoryMarshal.GetReference(right[..left.Length]);
        var (first, second, third, fourth) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var width = Vector<float>.Count;
        var at = 0;
        for (; at <= left.Length - (4 * width); at += 4 * width)
        {
            first += Vector.LoadUnsafe(ref one, (nuint)at) * Vector.LoadUnsafe(ref other, (nuint)at);
            second += Vector.LoadUnsafe(ref one, (nuint)(at + width)) * Vector.LoadUnsafe(ref other, (nuint)(at + width));
            third += Vector.LoadUnsafe(ref one, (nuint)(at + (2 * width))) * Vector.LoadUnsafe(ref other, (nuint)(at + (2 * width)));
            fourth += Vector.LoadUnsafe(ref one, (nuint)(at + (3 * width))) * Vector.LoadUnsafe(ref other, (nuint)(at + (3 * width)));
        }

        var total = Vector.Sum(first + second + third + fourth);
        for (; at < left.Length; at++)
            total += left[at] * right[at];
        return total;
    }

    private static float[] LowPass(int factor)
    {
        const double Edge = 0.4; // of the new rate; what lies above half of it is 50 dB down
        var length = (16 * factor) + 1;
        var filter = new double[length];
        for (var at = 0; at < length; at++)
        {
            var off = at - (length / 2);
            var cutoff = 2 * Edge / factor;
            var sinc = off == 0 ? cutoff : Math.Sin(Math.PI * cutoff * off) / (Math.PI * off);
            filter[at] = sinc * (0.54 - (0.46 * Math.Cos(2 * Math.PI * at / (length - 1))));
        }

        var sum = filter.Sum();
        return [.. filter.Select(weight => (float)(weight / sum))];
    }
}
