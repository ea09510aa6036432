namespace Ting.Listening;

/// <summary>One message as the learner sees it.</summary>
/// <param name="Hashes">The pieces of each group.</param>
/// <param name="Offsets">What the cues say of every head before anything is learned.</param>
/// <param name="Answers">Of each choice of <see cref="Heads.Choices"/>; -1 where nobody answered.</param>
/// <param name="Meaning">The sum of the vectors of its words.</param>
internal sealed record Lesson(uint[][] Hashes, double[] Offsets, int[] Answers, bool? Complaint, bool? Escalation, double Weight, float[] Meaning)
{
    public static Lesson Of(LabelledMessage message, WordVectors? vectors)
    {
        var text = FoldedText.Of(message.Text, message.Language).WithoutCodes();
        var cues = Cues.For(message.Language).Find(text);
        var pieces = Pieces.Of(text, message.Language, cues);
        var offsets = new double[Heads.Count];
        cues.AddTo(offsets);
        return new Lesson(
            [.. Enumerable.Range(0, Pieces.Groups).Select(group => pieces[group].Select(piece => piece.Hash).ToArray())], offsets,
            [(int?)message.Emotion ?? -1, (int?)message.Urgency ?? -1, (int?)message.Need ?? -1, (int?)message.CommunicationNeed ?? -1],
            message.Complaint, message.Escalation, message.Weight, Sum(pieces[1], vectors));
    }

    private static float[] Sum(List<Piece> words, WordVectors? vectors)
    {
        var sum = new float[vectors?.Size ?? 0];
        if (vectors is not null)
            foreach (var word in words)
            {
                var vector = vectors.Of(word.Hash);
                for (var at = 0; at < vector.Length; at++)
                    sum[at] += vector[at];
            }

        return sum;
    }
}
