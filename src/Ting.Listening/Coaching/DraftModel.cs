using System.Buffers.Binary;

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
        private readonly uint[] _hashes;
        private readonly int[] _rows;
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
            _hashes = new uint[size];
            _rows = new int[size];
            for (var row = 0; row < count; row++, bytes = bytes[4..])
            {
                var hash = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                var at = (int)hash & _mask;
                while (_rows[at] != 0)
                    at = (at + 1) & _mask;
                _hashes[at] = hash;
                _rows[at] = row + 1;
            }

            _weights = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(bytes[..(count * DraftHeads.Count)]).ToArray();
            bytes = bytes[_weights.Length..];
        }

        public void Score(List<DraftFeatures.Feature> features, Span<double> outputs)
        {
            Span<float> sums = stackalloc float[DraftHeads.Count];
            sums.Clear();
            foreach (var feature in features)
            {
                var row = Row(feature.Hash);
                if (row < 0)
                    continue;
                var weights = _weights.AsSpan(row * DraftHeads.Count, DraftHeads.Count);
                for (var head = 0; head < weights.Length; head++)
                    sums[head] += weights[head] * feature.Value;
            }

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
                var share = (double)_weights[(row * DraftHeads.Count) + head] * feature.Value / (feature.End - feature.Start);
                for (var at = feature.Start; at < feature.End; at++)
                    letters[at] += share;
            }

            return letters;
        }

        private int Row(uint hash)
        {
            for (var at = (int)hash & _mask; _rows[at] != 0; at = (at + 1) & _mask)
                if (_hashes[at] == hash)
                    return _rows[at] - 1;
            return -1;
        }
    }
}
