using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ting.Listening;

/// <summary>
/// Linear weights of the features of drafts, one table a language, eight bits a weight (logistic regression learnt with AdaGrad,
/// Duchi et al., JMLR 12, 2011). A feature it never met weighs nothing.
/// </summary>
public sealed class DraftModel
{
    private static readonly Lazy<DraftModel> Loaded = new(() => new DraftModel(KnowledgeFile.Bytes("drafts.weights")));

    private readonly Table[] _tables = new Table[3];

    /// <param name="bytes">What <see cref="DraftTrainer.Train"/> gave.</param>
    /// <param name="listener">What reads the customer's messages; null for the shipped one.</param>
    /// <exception cref="ArgumentException">The bytes are no model of this version.</exception>
    public DraftModel(ReadOnlySpan<byte> bytes, MessageModel? listener = null)
    {
        Listener = listener ?? MessageModel.Shipped;
        for (var at = 0; at < _tables.Length; at++)
            _tables[at] = new Table(ref bytes);
        if (bytes.Length > 0)
            throw new ArgumentException("These bytes are no model of this version.", nameof(bytes));
    }

    /// <summary>The one the library carries.</summary>
    public static DraftModel Shipped => Loaded.Value;

    internal MessageModel Listener { get; }

    internal static int Place(string language) => language switch { "zh" => 0, "ja" => 1, _ => 2 };

    /// <summary>Probabilities of every head; the categories sum to what speaks for a bad draft, the question types to 1.</summary>
    internal double[] Read(List<DraftFeatures.Feature> features, string language)
    {
        var outputs = new double[DraftHeads.Count];
        _tables[Place(language)].Score(features, outputs);
        Probabilities(outputs);
        return outputs;
    }

    // a draft is good, or one of the categories is what is wrong with it: they share one whole
    internal static void Probabilities(Span<double> outputs)
    {
        Heads.Softmax(outputs[..(DraftHeads.Bad + 1)]);
        outputs[DraftHeads.Bad] = 1 - outputs[DraftHeads.Bad];
        for (var head = DraftHeads.Refusal; head < DraftHeads.Question; head++)
            outputs[head] = Heads.Logistic(outputs[head]);
        Heads.Softmax(outputs.Slice(DraftHeads.Question, DraftHeads.Questions));
    }

    /// <summary>How much each letter of a draft speaks for one head.</summary>
    internal double[] Letters(List<DraftFeatures.Feature> features, string language, int length, int head) =>
        _tables[Place(language)].Letters(features, length, head);

    private sealed class Table
    {
        // a row is padded, so that it is read as one vector
        private const int Width = 32;

        private readonly ulong[] _slots; // hash and row + 1
        private readonly ulong[] _known = new ulong[1 << 15];
        private readonly sbyte[] _weights;
        private readonly float[] _scales = new float[DraftHeads.Count];
        private readonly float[] _biases = new float[DraftHeads.Count];
        private readonly int _mask;

        public Table(ref ReadOnlySpan<byte> bytes)
        {
            var count = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (count < 0 || bytes.Length < 4 + (8 * DraftHeads.Count) + ((long)count * (4 + DraftHeads.Count)))
                throw new ArgumentException("These bytes are no model of this version.", nameof(bytes));
            bytes = bytes[4..];
            foreach (var numbers in (float[][])[_scales, _biases])
                for (var at = 0; at < numbers.Length; at++, bytes = bytes[4..])
                    numbers[at] = BinaryPrimitives.ReadSingleLittleEndian(bytes);

            var size = 16;
            while (size < count * 2)
                size *= 2;
            _mask = size - 1;
            _slots = new ulong[size];
            _weights = new sbyte[count * Width];
            var weights = MemoryMarshal.Cast<byte, sbyte>(bytes.Slice(count * 4, count * DraftHeads.Count));
            for (var row = 0; row < count; row++)
            {
                var hash = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(row * 4)..]);
                var at = (int)hash & _mask;
                while (_slots[at] != 0)
                    at = (at + 1) & _mask;
                _slots[at] = ((ulong)hash << 32) | (uint)(row + 1);
                _known[hash >> 17] |= 1UL << (int)((hash >> 11) & 63);
                weights.Slice(row * DraftHeads.Count, DraftHeads.Count).CopyTo(_weights.AsSpan(row * Width));
            }

            bytes = bytes[(count * (4 + DraftHeads.Count))..];
        }

        public void Score(List<DraftFeatures.Feature> features, Span<double> outputs)
        {
            // eight heads a vector; every head is summed in the order of the features, as it was learnt
            var (first, second, third) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            ref var start = ref MemoryMarshal.GetArrayDataReference(_weights);
            foreach (ref readonly var feature in CollectionsMarshal.AsSpan(features))
            {
                var row = Row(feature.Hash);
                if (row < 0)
                    continue;
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)(row * Width)));
                var (one, two) = Vector256.Widen(low);
                first += Vector256.ConvertToSingle(one) * feature.Value;
                second += Vector256.ConvertToSingle(two) * feature.Value;
                third += Vector256.ConvertToSingle(Vector256.WidenLower(high)) * feature.Value;
            }

            Span<float> sums = stackalloc float[DraftHeads.Count];
            first.CopyTo(sums);
            second.CopyTo(sums[8..]);
            third.CopyTo(sums[16..]);
            for (var head = 0; head < DraftHeads.Count; head++)
                outputs[head] = (sums[head] * _scales[head]) + _biases[head];
        }

        public double[] Letters(List<DraftFeatures.Feature> features, int length, int head)
        {
            var letters = new double[length];
            foreach (var feature in features)
            {
                if (feature.End <= feature.Start || feature.End > length || Row(feature.Hash) is not (>= 0 and var row))
                    continue;
                var share = (double)_weights[(row * Width) + head] * feature.Value / (feature.End - feature.Start);
                for (var at = feature.Start; at < feature.End; at++)
                    letters[at] += share;
            }

            return letters;
        }

        // most features are unknown, and what the small table says of them does not wait for the large one
        private int Row(uint hash)
        {
            if ((_known[hash >> 17] & (1UL << (int)((hash >> 11) & 63))) == 0)
                return -1;
            for (var at = (int)hash & _mask; _slots[at] != 0; at = (at + 1) & _mask)
                if ((uint)(_slots[at] >> 32) == hash)
                    return (int)(uint)_slots[at] - 1;
            return -1;
        }
    }
}
