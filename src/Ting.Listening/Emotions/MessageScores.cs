namespace Ting.Listening;

/// <summary>What model and cues together say of every head, as probabilities.</summary>
internal readonly ref struct MessageScores(Span<double> outputs)
{
    private readonly Span<double> _outputs = outputs;

    public static MessageScores Of(MessageModel model, Pieces pieces, CuesFound cues, string language, Span<double> outputs)
    {
        outputs.Clear();
        model.Score(pieces, language, outputs);
        cues.AddTo(outputs);
        foreach (var (first, size) in Heads.Choices)
            Heads.Softmax(outputs.Slice(first, size));
        outputs[Heads.Complaint] = Heads.Logistic(outputs[Heads.Complaint]);
        outputs[Heads.Escalation] = Heads.Logistic(outputs[Heads.Escalation]);
        return new MessageScores(outputs);
    }

    public ReadOnlySpan<double> Emotions => _outputs.Slice(Heads.Emotion, 9);
    public ReadOnlySpan<double> Urgencies => _outputs.Slice(Heads.Urgency, 3);
    public ReadOnlySpan<double> Needs => _outputs.Slice(Heads.Need, 5);
    public ReadOnlySpan<double> CommunicationNeeds => _outputs.Slice(Heads.CommunicationNeed, 4);
    public double Complaint => _outputs[Heads.Complaint];
    public double Escalation => _outputs[Heads.Escalation];

    public static int Best(ReadOnlySpan<double> shares)
    {
        var best = 0;
        for (var at = 1; at < shares.Length; at++)
            if (shares[at] > shares[best])
                best = at;
        return best;
    }
}
