using System.Buffers.Binary;

namespace Ting.Listening;

/// <summary>How <see cref="MessageTrainer"/> learns; a recipe may change each number.</summary>
/// <param name="Epochs">How often every message is seen.</param>
/// <param name="Rate">The first step of AdaGrad (Duchi, Hazan and Singer 2011).</param>
/// <param name="Forget">The share of pieces left out of each message at random, so that no answer hangs on one of them.</param>
/// <param name="Decay">How strongly weights are drawn to zero.</param>
/// <param name="Keep">How many pieces are kept per language.</param>
public sealed record TrainingOptions(int Epochs = 16, double Rate = 0.25, double Forget = 0.2, double Decay = 2e-4, int Keep = 30_000);

/// <summary>Learns the weights of the shipped model: the same messages always give the same bytes.</summary>
public static class MessageTrainer
{
    private const int RoughEpochs = 5;

    // learners whose mean is kept
    private const int Voices = 3;

    // by choice: emotion, urgency, need, communication need; measured by cross-validation
    private static readonly double[] GivenBack = [0.2, 0.6, 1.1, 0.9];

    /// <param name="messages">What to learn from; their order counts.</param>
    /// <param name="vectors">Of the words of a language, or none.</param>
    /// <param name="learned">Told after each pass over one language: passes done, passes in all.</param>
    public static byte[] Train(IReadOnlyList<LabelledMessage> messages, TrainingOptions? options = null, IReadOnlyList<WordVectors>? vectors = null, Action<int, int>? learned = null)
    {
        options ??= new TrainingOptions();
        var languages = messages.GroupBy(message => message.Language).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var done = 0;
        var all = languages.Count * (RoughEpochs + (Voices * options.Epochs));
        var parts = new (Learner Learner, int Bias)[languages.Count];

        // a language never learns from another, so their order cannot change the weights
        Parallel.For(0, languages.Count, at =>
            parts[at] = (Learn(languages[at], options, vectors?.FirstOrDefault(it => it.Language == languages[at].Key), Passed), MessageModel.Bias(languages[at].Key)));

        var biases = new float[3 * Heads.Count];
        foreach (var (learner, bias) in parts)
            learner.Biases.AsSpan(0, Heads.Count).CopyTo(biases.AsSpan(bias));
        return Write([.. parts.SelectMany(part => part.Learner.Rows())], biases);

        void Passed()
        {
            learned?.Invoke(Interlocked.Increment(ref done), all);
        }
    }

    private static Learner Learn(IEnumerable<LabelledMessage> messages, TrainingOptions options, WordVectors? vectors, Action passed)
    {
        List<Lesson> lessons = [.. messages.Select(message => Lesson.Of(message, vectors))];
        var often = new Dictionary<uint, int>();
        foreach (var hash in lessons.SelectMany(lesson => lesson.Hashes.SelectMany(group => group).Distinct()))
            often[hash] = often.GetValueOrDefault(hash) + 1;
        uint[] known = [.. often.Where(it => it.Value > 1).Select(it => it.Key).Order()];
        if (known.Length > options.Keep)
        {
            var rough = new Learner(known, options, vectors);
            rough.Run(lessons, RoughEpochs, Voices, passed);
            known = [.. known.OrderByDescending(hash => rough.Strength(hash) * Math.Sqrt(often[hash])).ThenBy(hash => hash).Take(options.Keep)];
        }

        var learners = new Learner[Voices];
        for (var voice = 0; voice < Voices; voice++)
        {
            learners[voice] = new Learner(known, options, vectors);
            learners[voice].Run(lessons, options.Epochs, voice, passed);
        }

        var learner = Learner.Mean(learners);
        Balance(lessons, learner.Biases);
        return learner;
    }

    // an answer that is rare among the examples may be less so where the model is used: a part of its rarity is given back
    private static void Balance(List<Lesson> lessons, float[] biases)
    {
        for (var choice = 0; choice < Heads.Choices.Length; choice++)
        {
            var (first, size) = Heads.Choices[choice];
            var answered = lessons.Count(lesson => lesson.Answers[choice] >= 0);
            for (var answer = 0; answer < size; answer++)
            {
                var share = (lessons.Count(lesson => lesson.Answers[choice] == answer) + 1.0) / (answered + size);
                biases[first + answer] -= (float)(GivenBack[choice] * Math.Log(share * size));
            }
        }
    }

    private static byte[] Write(List<(uint Hash, float[] Weights)> rows, float[] biases)
    {
        var scales = new float[Heads.Count];
        for (var head = 0; head < Heads.Count; head++)
            scales[head] = Math.Max(1e-6f, rows.Max(it => Math.Abs(it.Weights[head])) / 127);

        var bytes = new byte[4 + ((scales.Length + biases.Length) * 4) + (rows.Count * (4 + Heads.Count))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, rows.Count);
        var at = 4;
        foreach (var number in scales.Concat(biases))
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), number);
            at += 4;
        }

        foreach (var (hash, _) in rows)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), hash);
            at += 4;
        }

        foreach (var (_, weights) in rows)
            for (var head = 0; head < Heads.Count; head++)
                bytes[at++] = (byte)(sbyte)Math.Clamp(MathF.Round(weights[head] / scales[head]), -127, 127);
        return bytes;
    }
}
