using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ting.Listening;

/// <summary>
/// What was learned of messages: weights of the pieces of a text for every head, eight bits each; a piece it never met weighs nothing.
/// The file: number of rows; scale of each head; bias of each head and language; hash of each row; weights row by row.
/// </summary>
public sealed class MessageModel
{
    // a row is padded, so that it is read as whole vectors
    private const int Width = 32;

    private static readonly Lazy<MessageModel> Loaded = new(() => new MessageModel(KnowledgeFile.Bytes("messages.weights")));

    private readonly ulong[] _slots; // hash and row + 1
    private readonly ulong[] _known = new ulong[1 << 15];
    private readonly sbyte[] _weights;
    private readonly float[] _scales = new float[Heads.Count];
    private readonly float[] _biases = new float[3 * Heads.Count];
    private readonly int _mask;

    /// <param name="bytes">What <see cref="MessageTrainer.Train"/> gave.</param>
    /// <exception cref="ArgumentException">The bytes are no model of this version.</exception>
    public MessageModel(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length != 4 + (4 * (_scales.Length + _biases.Length)) + ((long)BinaryPrimitives.ReadInt32LittleEndian(bytes) * (4 + Heads.Count)))
            throw new ArgumentException("These bytes are no model of this version.", nameof(bytes));
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[4..];
        bytes = Floats(bytes, _scales);
        bytes = Floats(bytes, _biases);
        var size = 16;
        while (size < count * 2)
            size *= 2;
        _mask = size - 1;
        _slots = new ulong[size];
        _weights = new sbyte[count * Width];
        var weights = MemoryMarshal.Cast<byte, sbyte>(bytes[(count * 4)..]);
        for (var row = 0; row < count; row++)
        {
            var hash = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(row * 4)..]);
            var at = (int)hash & _mask;
            while (_slots[at] != 0)
                at = (at + 1) & _mask;
            _slots[at] = ((ulong)hash << 32) | (uint)(row + 1);
            _known[hash >> 17] |= 1UL << (int)((hash >> 11) & 63);
            weights.Slice(row * Heads.Count, Heads.Count).CopyTo(_weights.AsSpan(row * Width));
        }
    }

    /// <summary>The one the library carries.</summary>
    public static MessageModel Shipped => Loaded.Value;

    /// <summary>Adds the scores of a text to <paramref name="scores"/>.</summary>
    internal void Score(Pieces pieces, string language, Span<double> scores)
    {
        Span<int> sums = stackalloc int[Width];
        for (var group = 0; group < Pieces.Groups; group++)
        {
            if (pieces[group].Count == 0)
                continue;
            sums.Clear();
            var some = CollectionsMarshal.AsSpan(pieces[group]);
            Find(some);
            Sum(some, sums);
            var share = Heads.GroupScale(group) / Math.Sqrt(pieces[group].Count);
            for (var head = 0; head < Heads.Count; head++)
                scores[head] += sums[head] * share * _scales[head];
        }

        var biases = _biases.AsSpan(Bias(language), Heads.Count);
        for (var head = 0; head < Heads.Count; head++)
            scores[head] += biases[head];
    }

    /// <summary>Writes into each piece which row of this model it is. In two steps: most pieces are unknown, and what a small table says of them does not wait for the large one.</summary>
    private void Find(Span<Piece> pieces)
    {
        foreach (ref var piece in pieces)
        {
            var bit = piece.Hash >> 11;
            piece.Row = (_known[bit >> 6] & (1UL << (int)(bit & 63))) == 0 ? -1 : (int)piece.Hash & _mask;
        }

        foreach (ref var piece in pieces)
            if (piece.Row >= 0)
                piece.Row = Row(piece.Hash, piece.Row);
    }

    private void Sum(ReadOnlySpan<Piece> pieces, Span<int> sums)
    {
        var (low, high) = (Vector256<short>.Zero, Vector256<short>.Zero);
        var added = 0;
        ref var first = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (ref readonly var piece in pieces)
        {
            if (piece.Row < 0)
                continue;
            var weights = Vector256.LoadUnsafe(ref first, (nuint)(piece.Row * Width));
            var (one, other) = Vector256.Widen(weights);
            low += one;
            high += other;
            if (++added % 256 == 0) // 256 weights of 127 at most still fit
                Empty(ref low, ref high, sums);
        }

        Empty(ref low, ref high, sums);
    }

    private static void Empty(ref Vector256<short> low, ref Vector256<short> high, Span<int> sums)
    {
        for (var head = 0; head < 16; head++)
        {
            sums[head] += low[head];
            sums[head + 16] += high[head];
        }

        (low, high) = (Vector256<short>.Zero, Vector256<short>.Zero);
    }

    /// <summary>Adds, letter by letter of a text, what it says for one output rather than for another.</summary>
    /// <param name="pieces">As <see cref="Score"/> left them.</param>
    internal void Weigh(Pieces pieces, int output, int rival, Span<float> letters)
    {
        for (var group = 0; group < Pieces.Groups; group++)
            foreach (ref readonly var piece in CollectionsMarshal.AsSpan(pieces[group]))
            {
                if (piece.Row < 0 || piece.End <= piece.Start)
                    continue;
                var share = (float)(_weights[(piece.Row * Width) + output] - _weights[(piece.Row * Width) + rival]) / (piece.End - piece.Start);
                foreach (ref var letter in letters[piece.Start..piece.End])
                    letter += share;
            }
    }

    internal static int Bias(string language) => language switch { "zh" => 0, "ja" => Heads.Count, _ => 2 * Heads.Count };

    private int Row(uint hash, int at)
    {
        for (; _slots[at] != 0; at = (at + 1) & _mask)
            if ((uint)(_slots[at] >> 32) == hash)
                return (int)(uint)_slots[at] - 1;
        return -1;
    }

    private static ReadOnlySpan<byte> Floats(ReadOnlySpan<byte> bytes, float[] into)
    {
        for (var at = 0; at < into.Length; at++)
            into[at] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(at * 4)..]);
        return bytes[(into.Length * 4)..];
    }
}
