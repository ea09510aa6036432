using System.Numerics;

namespace Ting.Measurement;

/// <summary>
/// The means of all columns of a table, of many draws of its rows. A draw is kept as how often each row was drawn, so that it is summed in the order of the
/// table: several times faster than fetching drawn rows. Sums are exact for whole numbers up to 2²⁴ in a block of rows.
/// </summary>
internal sealed class ResampledMeans
{
    private const int Block = 4096;
    private readonly double[] _means;
    private readonly int _columns;

    private ResampledMeans(double[] means, int columns)
    {
        _means = means;
        _columns = columns;
    }

    /// <param name="table">Row after row; a row has <paramref name="columns"/> numbers.</param>
    public static ResampledMeans Of(ReadOnlySpan<float> table, int columns, int samples, int seed)
    {
        var rows = table.Length / columns;
        var width = Vector<float>.Count;
        var vectors = (columns + width - 1) / width;
        var padded = new float[rows * vectors * width];
        for (var row = 0; row < rows; row++)
            table.Slice(row * columns, columns).CopyTo(padded.AsSpan(row * vectors * width));

        var means = new double[samples * columns];
        var random = new SeededRandom(seed);
        var times = new float[rows];
        var sums = new Vector<float>[vectors];
        for (var sample = 0; sample < samples; sample++)
        {
            Draw(random, times);
            var target = means.AsSpan(sample * columns, columns);
            for (var from = 0; from < rows; from += Block)
            {
                Array.Clear(sums);
                Add(padded, times, from, Math.Min(rows, from + Block), sums);
                for (var column = 0; column < columns; column++)
                    target[column] += sums[column / width][column % width];
            }

            foreach (ref var mean in target)
                mean /= rows;
        }

        return new ResampledMeans(means, columns);
    }

    /// <summary>The mean of a column in a draw.</summary>
    public double this[int sample, int column] => _means[sample * _columns + column];

    private static void Draw(SeededRandom random, float[] times)
    {
        Array.Clear(times);
        var count = (ulong)times.Length;
        for (var at = 0; at < times.Length; at += 2)
        {
            var bits = random.Bits();
            times[(int)(((bits >> 32) * count) >> 32)]++;
            if (at + 1 < times.Length)
                times[(int)(((bits & uint.MaxValue) * count) >> 32)]++;
        }
    }

    private static void Add(float[] padded, float[] times, int from, int to, Span<Vector<float>> sums)
    {
        var rows = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(padded);
        for (var row = from; row < to; row++)
        {
            var time = new Vector<float>(times[row]);
            var cells = rows.Slice(row * sums.Length, sums.Length);
            for (var at = 0; at < cells.Length; at++)
                sums[at] += time * cells[at];
        }
    }
}
