using System.Buffers.Binary;

namespace Ting.Listening;

/// <summary>Learns the weights of <see cref="LinearModel"/>: the same messages always give the same bytes.</summary>
public static class MessageTrainer
{
    private const int Epochs = 14;
    private const float Rate = 0.35f;

    // missing one of these costs more than looking twice
    private const double RareComplaint = 1.6;
    private const double RareEscalation = 4;

    /// <param name="messages">What to learn from.</param>
    /// <param name="keep">How many runs of letters to keep per language.</param>
    public static byte[] Train(IReadOnlyList<LabelledMessage> messages, int keep = 12_000)
    {
        var kept = new List<(uint Hash, float[] Weights)>();
        var biases = new float[3 * Heads.Count];
        foreach (var language in messages.GroupBy(message => message.Language).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var examples = language.Select(Example.Of).ToList();
            var often = examples.SelectMany(example => example.Hashes.Distinct()).GroupBy(hash => hash)
                .Where(group => group.Count() > 1).ToDictionary(group => group.Key, group => group.Count());
            var rough = new Learner(often.Keys);
            rough.Run(examples, 5);
            var strongest = often.OrderByDescending(it => rough.Strength(it.Key) * Math.Sqrt(it.Value)).ThenBy(it => it.Key).Take(keep).Select(it => it.Key);
            var fine = new Learner(strongest);
            fine.Run(examples, Epochs);
            kept.AddRange(fine.Weights());
            fine.Biases.CopyTo(biases.AsSpan(LinearModel.Bias(language.Key)));
        }

        return Write(kept, biases);
    }

    private static byte[] Write(List<(uint Hash, float[] Weights)> kept, float[] biases)
    {
        var scales = new float[Heads.Count];
        for (var head = 0; head < Heads.Count; head++)
            scales[head] = Math.Max(1e-6f, kept.Max(it => Math.Abs(it.Weights[head])) / 127);

        var bytes = new byte[4 + ((scales.Length + biases.Length) * 4) + (kept.Count * (4 + Heads.Count))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, kept.Count);
        var at = 4;
        foreach (var number in scales.Concat(biases))
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), number);
            at += 4;
        }

        foreach (var (hash, _) in kept)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), hash);
            at += 4;
        }

        foreach (var (_, weights) in kept)
            for (var head = 0; head < Heads.Count; head++)
                bytes[at++] = (byte)(sbyte)Math.Clamp(MathF.Round(weights[head] / scales[head]), -127, 127);
        return bytes;
    }

    private sealed record Example(uint[] Hashes, double[] Offsets, int[] Answers, bool Complaint, bool Escalation)
    {
        public static Example Of(LabelledMessage message)
        {
            var text = FoldedText.Of(message.Text, message.Language);
            var ngrams = new List<Ngrams.Ngram>();
            Ngrams.Of(text, message.Language, ngrams);
            var cues = new double[Heads.Count];
            Cues.For(message.Language).Find(text).AddTo(cues);
            return new Example(
                [.. ngrams.Select(ngram => ngram.Hash)], cues,
                [(int)message.Emotion, (int)message.Urgency, (int)message.Need, (int)message.CommunicationNeed], message.Complaint, message.Escalation);
        }
    }

    private sealed class Learner
    {
        private readonly Dictionary<uint, int> _rows;
        private readonly uint[] _hashes;
        private readonly float[] _weights;
        private readonly float[] _squares;
        private readonly float[] _biasSquares = new float[Heads.Count];

        public Learner(IEnumerable<uint> hashes)
        {
            _hashes = [.. hashes];
            _rows = _hashes.Select((hash, row) => (hash, row)).ToDictionary(it => it.hash, it => it.row);
            _weights = new float[_hashes.Length * Heads.Count];
            _squares = new float[_weights.Length];
            Array.Fill(_squares, 0.01f);
            Array.Fill(_biasSquares, 1f);
        }

        public float[] Biases { get; } = new float[Heads.Count];

        public void Run(List<Example> examples, int epochs)
        {
            var rows = examples.Select(example => example.Hashes.Where(_rows.ContainsKey).Select(hash => _rows[hash]).ToArray()).ToList();
            var order = Enumerable.Range(0, examples.Count).ToArray();
            var chance = new Chance(20_261_121);
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                chance.Shuffle(order);
                foreach (var at in order)
                    Step(examples[at], rows[at]);
            }
        }

        public float Strength(uint hash)
        {
            var weights = _weights.AsSpan(_rows[hash] * Heads.Count, Heads.Count);
            var sum = 0f;
            for (var head = 0; head < Heads.Count; head++)
                sum += weights[head] * weights[head] * (head < Heads.Urgency ? 3 : 1);
            return MathF.Sqrt(sum);
        }

        public IEnumerable<(uint Hash, float[] Weights)> Weights() =>
            _hashes.Select((hash, row) => (hash, _weights[(row * Heads.Count)..((row + 1) * Heads.Count)]));

        private void Step(Example example, int[] rows)
        {
            var length = (float)(1 / Math.Sqrt(Math.Max(1, example.Hashes.Length)));
            Span<double> scores = stackalloc double[Heads.Count];
            example.Offsets.CopyTo(scores);
            for (var head = 0; head < Heads.Count; head++)
                scores[head] += Biases[head];
            foreach (var row in rows)
                for (var head = 0; head < Heads.Count; head++)
                    scores[head] += _weights[(row * Heads.Count) + head] * length;

            for (var choice = 0; choice < Heads.Choices.Length; choice++)
            {
                var (first, size) = Heads.Choices[choice];
                Heads.Softmax(scores.Slice(first, size));
                scores[first + example.Answers[choice]] -= 1;
            }

            scores[Heads.Complaint] = Judged(scores[Heads.Complaint], example.Complaint, RareComplaint);
            scores[Heads.Escalation] = Judged(scores[Heads.Escalation], example.Escalation, RareEscalation);
            for (var head = 0; head < Heads.Count; head++)
                Descend(ref Biases[head], ref _biasSquares[head], (float)scores[head]);
            foreach (var row in rows)
                for (var head = 0; head < Heads.Count; head++)
                {
                    ref var weight = ref _weights[(row * Heads.Count) + head];
                    Descend(ref weight, ref _squares[(row * Heads.Count) + head], ((float)scores[head] * length) + (weight * 2e-4f));
                }
        }

        private static double Judged(double score, bool answer, double weight) =>
            answer ? weight * (Heads.Logistic(score) - 1) : Heads.Logistic(score);

        private static void Descend(ref float weight, ref float squares, float slope)
        {
            squares += slope * slope;
            weight -= Rate * slope / MathF.Sqrt(squares);
        }
    }

    /// <summary>The same shuffles on every machine.</summary>
    private sealed class Chance(ulong state)
    {
        public void Shuffle(int[] order)
        {
            for (var at = order.Length - 1; at > 0; at--)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                var other = (int)((state >> 33) % (ulong)(at + 1));
                (order[at], order[other]) = (order[other], order[at]);
            }
        }
    }
}
