using System.Buffers.Binary;

namespace Ting.Listening;

/// <summary>Weights of runs of letters for every head, eight bits each. A run it never met weighs nothing.</summary>
internal sealed class LinearModel
{
    private static readonly Lazy<LinearModel> Loaded = new(() => new LinearModel(KnowledgeFile.Bytes("messages.weights")));

    private readonly uint[] _hashes;
    private readonly int[] _rows;
    private readonly sbyte[] _weights;
    private readonly float[] _scales = new float[Heads.Count];
    private readonly float[] _biases = new float[3 * Heads.Count];
    private readonly int _mask;

    public LinearModel(ReadOnlySpan<byte> bytes)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[4..];
        bytes = Floats(bytes, _scales);
        bytes = Floats(bytes, _biases);
        var size = 16;
        while (size < count * 2)
            size *= 2;
        _mask = size - 1;
        _hashes = new uint[size];
        _rows = new int[size];
        _weights = new sbyte[count * Heads.Count];
        for (var row = 0; row < count; row++)
        {
            var hash = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(row * 4)..]);
            var at = (int)hash & _mask;
            while (_rows[at] != 0)
                at = (at + 1) & _mask;
            _hashes[at] = hash;
            _rows[at] = row + 1;
        }

        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(bytes.Slice(count * 4, _weights.Length)).CopyTo(_weights);
    }

    public static LinearModel Shipped => Loaded.Value;

    /// <summary>Adds the scores of a text to <paramref name="scores"/>.</summary>
    public void Score(List<Ngrams.Ngram> ngrams, string language, Span<double> scores)
    {
        Span<int> sums = stackalloc int[Heads.Count];
        sums.Clear();
        foreach (var ngram in ngrams)
        {
            var row = Row(ngram.Hash);
            if (row < 0)
                continue;
            var weights = _weights.AsSpan(row * Heads.Count, Heads.Count);
            for (var head = 0; head < Heads.Count; head++)
                sums[head] += weights[head];
        }

        var length = 1 / Math.Sqrt(Math.Max(1, ngrams.Count));
        var biases = _biases.AsSpan(Bias(language), Heads.Count);
        for (var head = 0; head < Heads.Count; head++)
            scores[head] += (sums[head] * length * _scales[head]) + biases[head];
    }

    /// <summary>The stretch of a text that speaks most for one answer of a choice, or null.</summary>
    public (int Start, int End)? Strongest(List<Ngrams.Ngram> ngrams, int textLength, int first, int size, int answer)
    {
        var letters = new double[textLength];
        foreach (var ngram in ngrams)
        {
            var row = Row(ngram.Hash);
            if (row < 0 || ngram.End <= ngram.Start)
                continue;
            var weights = _weights.AsSpan(row * Heads.Count, Heads.Count);
            var mean = 0.0;
            for (var head = first; head < first + size; head++)
                mean += weights[head];
            var share = (weights[first + answer] - (mean / size)) / (ngram.End - ngram.Start);
            for (var at = ngram.Start; at < ngram.End; at++)
                letters[at] += share;
        }

        var average = letters.Length == 0 ? 0 : Math.Max(0, letters.Average());
        double best = 0, sum = 0;
        int start = 0, bestStart = 0, bestEnd = 0;
        for (var at = 0; at < letters.Length; at++)
        {
            sum += letters[at] - average;
            if (sum <= 0)
            {
                sum = 0;
                start = at + 1;
            }
            else if (sum > best)
            {
                best = sum;
                bestStart = start;
                bestEnd = at + 1;
            }
        }

        return bestEnd > bestStart ? (bestStart, bestEnd) : null;
    }

    public static int Bias(string language) => language switch { "zh" => 0, "ja" => Heads.Count, _ => 2 * Heads.Count };

    private int Row(uint hash)
    {
        for (var at = (int)hash & _mask; _rows[at] != 0; at = (at + 1) & _mask)
            if (_hashes[at] == hash)
                return _rows[at] - 1;
        return -1;
    }

    private static ReadOnlySpan<byte> Floats(ReadOnlySpan<byte> bytes, float[] into)
    {
        for (var at = 0; at < into.Length; at++)
            into[at] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(at * 4)..]);
        return bytes[(into.Length * 4)..];
    }
}
