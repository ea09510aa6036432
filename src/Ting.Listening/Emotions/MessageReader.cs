namespace Ting.Listening;

/// <summary>Puts one reading together.</summary>
internal sealed class MessageReader(string message, string language, MessageModel model)
{
    private readonly FoldedText _text = FoldedText.Of(message, language);
    private Pieces _pieces = null!;
    private readonly Dictionary<string, double> _confidence = [];
    private readonly Dictionary<string, IReadOnlyList<Span>> _evidence = [];
    private CuesFound _cues;

    public Reading Read()
    {
        _cues = Cues.For(language).Find(_text);
        _pieces = Pieces.Of(_text, language, _cues);
        Span<double> outputs = stackalloc double[Heads.Count];
        var scores = MessageScores.Of(model, _pieces, _cues, language, outputs);
        var silent = IsSilent();
        if (silent)
            Quiet(outputs);

        var emotion = (Emotion)MessageScores.Best(scores.Emotions);
        Know("emotion", emotion.ToString(), scores.Emotions[(int)emotion], Heads.Emotion, 9, (int)emotion, worthwhile: emotion != Emotion.Neutral);
        var sentiment = SentimentOf(emotion);
        Share("sentiment", "emotion", SentimentShare(scores.Emotions, sentiment));

        var urgency = (Urgency)MessageScores.Best(scores.Urgencies);
        Know("urgency", urgency.ToString(), scores.Urgencies[(int)urgency], Heads.Urgency, 3, (int)urgency, worthwhile: urgency == Urgency.High);
        var complaint = Judge("complaint", scores.Complaint);
        var escalation = Judge("escalation", scores.Escalation);

        var need = silent ? null : Choose<Need>("need", scores.Needs, Heads.Need, enough: 0.45);
        var communicationNeed = silent ? null : Choose<CommunicationNeed>("communicationNeed", scores.CommunicationNeeds, Heads.CommunicationNeed, enough: 0.5);
        var preferences = PreferenceReader.For(language).Find(_text);
        var facts = FactReader.Find(_text, language);
        if (preferences.Count > 0)
            _evidence["preferences"] = [.. preferences.Select(it => it.Evidence)];
        if (facts.Count > 0)
            _evidence["facts"] = [.. facts.Select(it => it.Evidence)];

        return new Reading
        {
            Language = language,
            Sentiment = sentiment,
            SentimentScore = Math.Round(SentimentScore(scores.Emotions), 3),
            Emotion = emotion,
            Emotions = Distribution(scores.Emotions),
            Urgency = urgency,
            Complaint = complaint,
            Escalation = escalation,
            Need = need,
            CommunicationNeed = communicationNeed,
            Motive = Motive(),
            Expectations = Expectations(),
            Preferences = preferences,
            Facts = facts,
            Mode = silent ? null : Mode(emotion, complaint),
            Confidence = _confidence,
            Evidence = _evidence,
            ModelVersion = Listener.ModelVersion,
        };
    }

    private static Sentiment SentimentOf(Emotion emotion) => emotion switch
    {
        Emotion.Angry or Emotion.Frustrated or Emotion.Dissatisfied or Emotion.Anxious => Sentiment.Negative,
        Emotion.Satisfied or Emotion.Grateful => Sentiment.Positive,
        _ => Sentiment.Neutral,
    };

    private static double SentimentShare(ReadOnlySpan<double> emotions, Sentiment sentiment)
    {
        var share = 0.0;
        for (var at = 0; at < emotions.Length; at++)
            share += SentimentOf((Emotion)at) == sentiment ? emotions[at] : 0;
        return share;
    }

    private static double SentimentScore(ReadOnlySpan<double> emotions) =>
        emotions[(int)Emotion.Satisfied] + emotions[(int)Emotion.Grateful] - emotions[(int)Emotion.Angry]
        - (0.9 * emotions[(int)Emotion.Frustrated]) - (0.7 * emotions[(int)Emotion.Dissatisfied]) - (0.6 * emotions[(int)Emotion.Anxious]);

    private static Dictionary<Emotion, double> Distribution(ReadOnlySpan<double> emotions)
    {
        var distribution = new Dictionary<Emotion, double>(emotions.Length);
        for (var at = 0; at < emotions.Length; at++)
            distribution.Add((Emotion)at, emotions[at]);
        return distribution;
    }

    // a text of marks, figures and blanks says nothing of a feeling
    private bool IsSilent()
    {
        foreach (var letter in _text.Chars)
            if (char.IsLetter(letter) || char.IsSurrogate(letter) || letter is '?' or '!')
                return false;
        return true;
    }

    private static void Quiet(Span<double> outputs)
    {
        outputs.Clear();
        outputs[Heads.Emotion + (int)Emotion.Neutral] = 1;
        outputs[Heads.Urgency + (int)Urgency.Normal] = 1;
    }

    private void Know(string field, string label, double share, int first, int size, int answer, bool worthwhile)
    {
        _confidence[field] = Math.Round(share, 3);
        if (!worthwhile)
            return;
        if (_cues.Spans(_text, field, label) is { } spans)
            _evidence[field] = spans;
        else if (Strongest(first, size, answer) is { } found)
            _evidence[field] = [Whole(found.Start, found.End)];
    }

    /// <summary>The stretch that speaks most for one answer, or null.</summary>
    private (int Start, int End)? Strongest(int first, int size, int answer)
    {
        var letters = new double[_text.Length];
        model.Weigh(_pieces, first, size, answer, letters);
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

    // half a word carries no meaning
    private Span Whole(int start, int end)
    {
        while (language == "en" && start > 0 && char.IsAsciiLetterOrDigit(_text[start]) && (char.IsAsciiLetterOrDigit(_text[start - 1]) || _text[start - 1] == '\''))
            start--;
        while (language == "en" && end < _text.Length && char.IsAsciiLetterOrDigit(_text[end - 1]) && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '\''))
            end++;
        while (start < end - 1 && (_text[start] == ' ' || _text.IsClauseEnd(start)))
            start++;
        while (end > start + 1 && (_text[end - 1] == ' ' || _text.IsClauseEnd(end - 1)))
            end--;
        return _text.OriginalSpan(start, end);
    }

    private void Share(string field, string from, double share)
    {
        _confidence[field] = Math.Round(share, 3);
        if (_evidence.TryGetValue(from, out var spans))
            _evidence[field] = spans;
    }

    private bool Judge(string field, double share)
    {
        _confidence[field] = Math.Round(Math.Max(share, 1 - share), 3);
        if (share < 0.5)
            return false;
        if (_cues.Spans(_text, field, "") is { } spans)
            _evidence[field] = spans;
        else if (_evidence.TryGetValue("emotion", out var felt))
            _evidence[field] = felt;
        return true;
    }

    private T? Choose<T>(string field, ReadOnlySpan<double> shares, int first, double enough) where T : struct, Enum
    {
        var best = MessageScores.Best(shares);
        if (shares[best] < enough)
            return null;
        var answer = Enum.GetValues<T>()[best];
        var cue = _cues.Spans(_text, field, answer.ToString());
        if (cue is null && shares[best] < enough + 0.2)
            return null;
        _confidence[field] = Math.Round(shares[best], 3);
        if (cue is not null)
            _evidence[field] = cue;
        else if (Strongest(first, shares.Length, best) is { } found)
            _evidence[field] = [Whole(found.Start, found.End)];
        return answer;
    }

    private Motive? Motive()
    {
        if (_cues.Best("motive", out var weight) is not { } label)
            return null;
        _confidence["motive"] = Math.Round(weight / (weight + 1.5), 3);
        _evidence["motive"] = _cues.Spans(_text, "motive", label)!;
        return Enum.Parse<Motive>(label, ignoreCase: true);
    }

    private List<Expectation> Expectations()
    {
        var found = new List<Expectation>();
        var spans = new List<Span>();
        foreach (var expectation in Enum.GetValues<Expectation>())
            if (_cues.Spans(_text, "expectation", expectation.ToString()) is { } said)
            {
                found.Add(expectation);
                spans.AddRange(said);
            }

        if (found.Count > 0)
            (_confidence["expectations"], _evidence["expectations"]) = (0.6, spans);
        return found;
    }

    private Mode? Mode(Emotion emotion, bool complaint)
    {
        var (mode, evidence) = ModeChoice.Of(_cues, _text, emotion, complaint);
        if (mode is null)
            return null;
        _confidence["mode"] = evidence is null ? 0.55 : 0.75;
        if (evidence is not null)
            _evidence["mode"] = evidence;
        return mode;
    }
}
