using System.Runtime.Intrinsics;

namespace Ting.Listening;

/// <summary>
/// Logistic regression of all heads over shared pieces: AdaGrad steps one message at a time, pieces left out at random,
/// and the mean of the weights over the later passes instead of the last ones (Polyak and Juditsky 1992).
/// </summary>
internal sealed class Learner
{
    private const int Width = 24;

    // missing one of these costs more than looking twice
    private const double RareComplaint = 1.4;
    private const double RareEscalation = 3;

    // a direction stands for many words, so it may speak up
    private const float Loudness = 1;

    private readonly TrainingOptions _options;
    private readonly Dictionary<uint, int> _rows = [];
    private readonly uint[] _hashes;
    private readonly AveragedWeights _weights;
    private readonly AveragedWeights _biases = new(Width, caution: 1);
    private readonly AveragedWeights _directions;
    private readonly WordVectors? _vectors;

    public Learner(uint[] hashes, TrainingOptions options, WordVectors? vectors)
    {
        _options = options;
        _vectors = vectors;
        _directions = new AveragedWeights((vectors?.Size ?? 0) * Width, caution: 0.1f);
        _hashes = hashes;
        for (var row = 0; row < hashes.Length; row++)
            _rows.Add(hashes[row], row);
        _weights = new AveragedWeights(hashes.Length * Width, caution: 0.01f);
    }

    public float[] Biases => _biases.Now;

    private AveragedWeights[] All => [_weights, _directions, _biases];

    public void Run(List<Lesson> lessons, int epochs, int seed, Action passed)
    {
        var rows = lessons.Select(lesson => lesson.Hashes.Select(group => group.Where(_rows.ContainsKey).Select(hash => _rows[hash]).ToArray()).ToArray()).ToList();
        var order = Enumerable.Range(0, lessons.Count).ToArray();
        var chance = new Chance(20_261_121UL + (ulong)seed);
        var kept = new int[Pieces.Groups][];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            chance.Shuffle(order);
            foreach (var at in order)
            {
                for (var group = 0; group < kept.Length; group++)
                    kept[group] = chance.Some(rows[at][group], _options.Forget);
                Step(lessons[at], kept);
            }

            if (epoch >= epochs / 2)
                Array.ForEach(All, weights => weights.Remember());
            passed();
        }

        Array.ForEach(All, weights => weights.Settle());
    }

    /// <summary>The mean of learners that saw the same lessons in other orders: what only chance taught one of them cancels out.</summary>
    public static Learner Mean(IReadOnlyList<Learner> learners)
    {
        for (var kind = 0; kind < learners[0].All.Length; kind++)
            AveragedWeights.Mean([.. learners.Select(learner => learner.All[kind])]);
        return learners[0];
    }

    public float Strength(uint hash)
    {
        var weights = _weights.Now.AsSpan(_rows[hash] * Width, Heads.Count);
        var sum = 0f;
        for (var head = 0; head < Heads.Count; head++)
            sum += weights[head] * weights[head] * (head < Heads.Urgency ? 3 : 1);
        return MathF.Sqrt(sum);
    }

    /// <summary>The weights of every piece learned, and of every word whose vector is known.</summary>
    public IEnumerable<(uint Hash, float[] Weights)> Rows()
    {
        for (var row = 0; row < _hashes.Length; row++)
            yield return (_hashes[row], Row(_hashes[row], _weights.Now.AsSpan(row * Width, Heads.Count)));
        foreach (var word in _vectors?.Words ?? [])
            if (!_rows.ContainsKey(word))
                yield return (word, Row(word, []));
    }

    private float[] Row(uint hash, ReadOnlySpan<float> learned)
    {
        var row = new float[Heads.Count];
        learned.CopyTo(row);
        var vector = _vectors is null ? [] : _vectors.Of(hash);
        for (var at = 0; at < vector.Length; at++)
            for (var head = 0; head < Heads.Count; head++)
                row[head] += Loudness * vector[at] * _directions.Now[(at * Width) + head];
        return row;
    }

    private void Step(Lesson lesson, int[][] rows)
    {
        Span<float> scores = stackalloc float[Width];
        Span<float> shares = stackalloc float[Pieces.Groups];
        scores.Clear();
        for (var group = 0; group < rows.Length; group++)
        {
            // the reader divides by all pieces, the unknown ones too
            shares[group] = (float)(Heads.GroupScale(group) / Math.Sqrt(Math.Max(1, lesson.Hashes[group].Length)) / (1 - _options.Forget));
            Add(rows[group], shares[group], scores);
        }

        var meant = (float)(Loudness * Heads.GroupScale(1) / Math.Sqrt(Math.Max(1, lesson.Hashes[1].Length)));
        for (var at = 0; at < lesson.Meaning.Length; at++)
            for (var head = 0; head < Heads.Count; head++)
                scores[head] += lesson.Meaning[at] * meant * _directions.Now[(at * Width) + head];

        Span<double> slopes = stackalloc double[Heads.Count];
        for (var head = 0; head < Heads.Count; head++)
            slopes[head] = scores[head] + Biases[head] + lesson.Offsets[head];
        Errors(lesson, slopes);
        scores.Clear();
        for (var head = 0; head < Heads.Count; head++)
            scores[head] = (float)(slopes[head] * lesson.Weight);

        Descend(_biases, 0, scores, 1, 0);
        for (var at = 0; at < lesson.Meaning.Length; at++)
            Descend(_directions, at * Width, scores, lesson.Meaning[at] * meant, 1e-4f);
        for (var group = 0; group < rows.Length; group++)
            foreach (var row in rows[group])
                Descend(_weights, row * Width, scores, shares[group], (float)_options.Decay);
    }

    // from scores to how wrong each of them is
    private static void Errors(Lesson lesson, Span<double> scores)
    {
        for (var choice = 0; choice < Heads.Choices.Length; choice++)
        {
            var (first, size) = Heads.Choices[choice];
            if (lesson.Answers[choice] < 0)
            {
                scores.Slice(first, size).Clear();
                continue;
            }

            Heads.Softmax(scores.Slice(first, size));
            scores[first + lesson.Answers[choice]] -= 1;
        }

        scores[Heads.Complaint] = Judged(scores[Heads.Complaint], lesson.Complaint, RareComplaint);
        scores[Heads.Escalation] = Judged(scores[Heads.Escalation], lesson.Escalation, RareEscalation);
    }

    private static double Judged(double score, bool? answer, double weight) => answer switch
    {
        null => 0,
        true => weight * (Heads.Logistic(score) - 1),
        false => Heads.Logistic(score),
    };

    private void Add(int[] rows, float share, Span<float> scores)
    {
        var (one, two, three) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        foreach (var row in rows)
        {
            var at = (nuint)(row * Width);
            one += Vector256.LoadUnsafe(ref _weights.Now[0], at);
            two += Vector256.LoadUnsafe(ref _weights.Now[0], at + 8);
            three += Vector256.LoadUnsafe(ref _weights.Now[0], at + 16);
        }

        for (var head = 0; head < 8; head++)
        {
            scores[head] += one[head] * share;
            scores[head + 8] += two[head] * share;
            scores[head + 16] += three[head] * share;
        }
    }

    private void Descend(AveragedWeights weights, int from, ReadOnlySpan<float> slopes, float share, float decay)
    {
        for (var at = 0; at < Width; at += 8)
        {
            var place = (nuint)(from + at);
            var weight = Vector256.LoadUnsafe(ref weights.Now[0], place);
            var slope = (Vector256.Create(slopes.Slice(at, 8)) * share) + (weight * decay);
            var square = Vector256.LoadUnsafe(ref weights.Squares[0], place) + (slope * slope);
            square.StoreUnsafe(ref weights.Squares[0], place);
            (weight - ((float)_options.Rate * slope / Vector256.Sqrt(square))).StoreUnsafe(ref weights.Now[0], place);
        }
    }
}
