using System.Buffers.Binary;

namespace Ting.Listening;

/// <summary>Learns the weights of <see cref="DraftModel"/>: the same drafts in the same order always give the same bytes.</summary>
public static class DraftTrainer
{
    private const int Epochs = 20;
    private const float Rate = 0.8f;
    private const float Innocent = 2;

    // learners whose mean is kept
    private const int Voices = 3;

    // what stands in one or two drafts is theirs alone
    private const int Rare = 2;

    // half of what a draft shows is left out at random each time, so that no answer hangs on one word
    private const double Forget = 0.5;
    private const float DirectionDecay = 1e-4f;

    private static readonly byte[] Nothing = new byte[3 * (4 + (8 * DraftHeads.Count))];

    /// <param name="drafts">What to learn from; their order counts.</param>
    /// <param name="listener">What reads the customer's messages; null for the shipped one.</param>
    /// <param name="vectors">Of the words of a language, or none.</param>
    public static byte[] Train(IReadOnlyList<LabelledDraft> drafts, MessageModel? listener = null, IReadOnlyList<WordVectors>? vectors = null)
    {
        var knowsNothing = new DraftModel(Nothing, listener);
        using var file = new MemoryStream();
        foreach (var language in (string[])["zh", "ja", "en"])
        {
            var examples = drafts.Where(draft => draft.Language == language).Select(draft => Example.Of(draft, knowsNothing)).ToList();
            var known = vectors?.FirstOrDefault(it => it.Language == language)?.By(word => DraftFeatures.Word(word, language));
            var learners = new Learner[Voices];
            Parallel.For(0, Voices, voice =>
            {
                learners[voice] = new Learner(examples, known);
                learners[voice].Run(examples, voice);
            });
            Learner.Mean(learners).Write(file);
        }

        return file.ToArray();
    }

    private sealed record Example(List<DraftFeatures.Feature> Features, float[] Answers, int Question)
    {
        // nobody noted it: learn nothing from it
        public const float Unknown = -1;

        public static Example Of(LabelledDraft draft, DraftModel model)
        {
            var answers = new float[DraftHeads.Question];
            int[] wrong = [.. draft.Findings.Select(DraftHeads.Of).Where(head => head >= 0)];
            foreach (var head in wrong)
                answers[head] = 1f / wrong.Length;
            answers[DraftHeads.Bad] = draft.Findings.Count > 0 ? 1 : 0;
            answers[DraftHeads.Refusal] = Answer(draft.Facts?.Refusal);
            answers[DraftHeads.Empathy] = Answer(draft.Facts?.Empathy);
            answers[DraftHeads.Promise] = Answer(draft.Facts?.Promise);
            var question = draft.Facts is null ? -1 : draft.Facts.Question is { } type ? 1 + (int)type : 0;
            return new Example(DraftFeatures.Of(new Draft(draft.Text, draft.Context, draft.Language, model)), answers, question);
        }

        private static float Answer(bool? noted) => noted is null ? Unknown : noted.Value ? 1 : 0;
    }

    private sealed class Learner
    {
        private readonly Dictionary<uint, int> _rows = [];
        private readonly List<uint> _hashes = [];
        private readonly AveragedWeights _weights;
        private readonly AveragedWeights _biases = new(DraftHeads.Count, caution: 1);
        private readonly AveragedWeights _directions;
        private readonly Dictionary<uint, float[]> _vectors;

        public Learner(List<Example> examples, Dictionary<uint, float[]>? vectors)
        {
            _vectors = vectors ?? [];
            _directions = new AveragedWeights(_vectors.Values.FirstOrDefault([]).Length * DraftHeads.Count, caution: 0.1f);
            var often = new Dictionary<uint, int>();
            foreach (var feature in examples.SelectMany(example => example.Features))
                often[feature.Hash] = often.GetValueOrDefault(feature.Hash) + 1;

            foreach (var hash in often.Where(it => it.Value > Rare).Select(it => it.Key).Order())
            {
                _rows.Add(hash, _hashes.Count);
                _hashes.Add(hash);
            }

            _weights = new AveragedWeights(_hashes.Count * DraftHeads.Count, caution: 0.01f);

            // a draft that shows nothing is good: only what is said speaks against it
            _biases.Now.AsSpan(0, DraftHeads.Bad).Fill(-Innocent - 1);
            _biases.Now[DraftHeads.Bad] = Innocent;
        }

        private AveragedWeights[] All => [_weights, _directions, _biases];

        public void Run(List<Example> examples, int seed)
        {
            var known = examples.Select(example => example.Features.Where(it => _rows.ContainsKey(it.Hash)).Select(it => (Row: _rows[it.Hash], it.Value)).ToArray()).ToList();
            var meanings = examples.Select(example => Meaning(example.Features)).ToList();
            var order = Enumerable.Range(0, examples.Count).ToArray();
            var chance = new Chance(20_261_122UL + (ulong)seed);
            for (var epoch = 0; epoch < Epochs; epoch++)
            {
                chance.Shuffle(order);
                foreach (var at in order)
                    Step(examples[at], chance.Some(known[at], Forget), meanings[at]);
                if (epoch >= Epochs / 2)
                    Array.ForEach(All, weights => weights.Remember());
            }

            Array.ForEach(All, weights => weights.Settle());
        }

        public static Learner Mean(IReadOnlyList<Learner> learners)
        {
            for (var kind = 0; kind < learners[0].All.Length; kind++)
                AveragedWeights.Mean([.. learners.Select(learner => learner.All[kind])]);
            return learners[0];
        }

        public void Write(Stream file)
        {
            List<(uint Hash, float[] Weights)> rows = [.. Rows()];
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(four, rows.Count);
            file.Write(four);
            var scales = new float[DraftHeads.Count];
            foreach (var (_, weights) in rows)
                for (var head = 0; head < scales.Length; head++)
                    scales[head] = Math.Max(scales[head], Math.Abs(weights[head]) / 127);
            foreach (var number in scales.Concat(_biases.Now))
            {
                BinaryPrimitives.WriteSingleLittleEndian(four, number);
                file.Write(four);
            }

            foreach (var (hash, _) in rows)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(four, hash);
                file.Write(four);
            }

            foreach (var (_, weights) in rows)
                for (var head = 0; head < scales.Length; head++)
                    file.WriteByte((byte)(sbyte)MathF.Round(weights[head] / Math.Max(1e-9f, scales[head])));
        }

        // what is learned of directions is written into the row of every word whose vector is known
        private IEnumerable<(uint Hash, float[] Weights)> Rows()
        {
            for (var row = 0; row < _hashes.Count; row++)
                yield return (_hashes[row], Row(_hashes[row], _weights.Now.AsSpan(row * DraftHeads.Count, DraftHeads.Count)));
            foreach (var word in _vectors.Keys)
                if (!_rows.ContainsKey(word))
                    yield return (word, Row(word, []));
        }

        private float[] Row(uint hash, ReadOnlySpan<float> learned)
        {
            var row = new float[DraftHeads.Count];
            learned.CopyTo(row);
            if (_vectors.TryGetValue(hash, out var vector))
                for (var at = 0; at < vector.Length; at++)
                    for (var head = 0; head < row.Length; head++)
                        row[head] += vector[at] * _directions.Now[(at * DraftHeads.Count) + head];
            return row;
        }

        private float[] Meaning(List<DraftFeatures.Feature> features)
        {
            var sum = new float[_directions.Now.Length / DraftHeads.Count];
            foreach (var feature in features)
                if (_vectors.TryGetValue(feature.Hash, out var vector))
                    for (var at = 0; at < sum.Length; at++)
                        sum[at] += vector[at] * feature.Value;
            return sum;
        }

        private void Step(Example example, (int Row, float Value)[] features, float[] meaning)
        {
            Span<double> slopes = stackalloc double[DraftHeads.Count];
            for (var head = 0; head < DraftHeads.Count; head++)
                slopes[head] = _biases.Now[head];
            foreach (var (row, value) in features)
            {
                var weights = _weights.Now.AsSpan(row * DraftHeads.Count, DraftHeads.Count);
                for (var head = 0; head < weights.Length; head++)
                    slopes[head] += weights[head] * value / (float)(1 - Forget);
            }

            for (var at = 0; at < meaning.Length; at++)
                for (var head = 0; head < DraftHeads.Count; head++)
                    slopes[head] += meaning[at] * _directions.Now[(at * DraftHeads.Count) + head];

            DraftModel.Probabilities(slopes);
            for (var head = 0; head < DraftHeads.Question; head++)
                slopes[head] = example.Answers[head] == Example.Unknown ? 0 : slopes[head] - example.Answers[head];
            slopes[DraftHeads.Bad] = -slopes[DraftHeads.Bad]; // its output speaks for a good draft
            if (example.Question >= 0)
                slopes[DraftHeads.Question + example.Question] -= 1;
            else
                slopes[DraftHeads.Question..].Clear();

            for (var head = DraftHeads.Refusal; head < DraftHeads.Count; head++)
                Descend(_biases, head, (float)slopes[head]);
            for (var at = 0; at < meaning.Length; at++)
                for (var head = 0; head < DraftHeads.Count; head++)
                {
                    var place = (at * DraftHeads.Count) + head;
                    Descend(_directions, place, ((float)slopes[head] * meaning[at]) + (DirectionDecay * _directions.Now[place]));
                }

            foreach (var (row, value) in features)
                for (var head = 0; head < DraftHeads.Count; head++)
                    if (slopes[head] != 0)
                        Descend(_weights, (row * DraftHeads.Count) + head, (float)slopes[head] * value);
        }

        private static void Descend(AveragedWeights weights, int at, float slope)
        {
            weights.Squares[at] += slope * slope;
            weights.Now[at] -= Rate * slope / MathF.Sqrt(weights.Squares[at]);
        }
    }
}
