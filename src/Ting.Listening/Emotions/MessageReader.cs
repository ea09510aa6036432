namespace Ting.Listening;

/// <summary>Puts one reading together.</summary>
internal sealed class MessageReader
{
    // the lists of a reading are short-lived and alike: each thread keeps one set
    [ThreadStatic]
    private static Pieces? _kept;

    private readonly string _language;
    private readonly MessageModel _model;
    private readonly FoldedText _whole;
    private readonly FoldedText _text; // what is said, apart from numbers and addresses
    private readonly Pieces _pieces = _kept ??= new Pieces();
    private readonly Dictionary<string, double> _confidence = new(10);
    private readonly Dictionary<string, IReadOnlyList<Span>> _evidence = new(8);
    private CuesFound _cues;

    public MessageReader(string message, string language, MessageModel model)
    {
        _language = language;
        _model = model;
        _whole = FoldedText.Of(message, language);
        _text = _whole.WithoutCodes();
    }

    public Reading Read()
    {
        _cues = Cues.For(_language).Find(_text);
        _pieces.Read(_text, _language, _cues);
        Span<double> outputs = stackalloc double[Heads.Count];
        var scores = MessageScores.Of(_model, _pieces, _cues, _language, outputs);
        var silent = IsSilent();
        if (silent)
            Quiet(outputs);

        var emotion = (Emotion)MessageScores.Best(scores.Emotions);
        Know("emotion", CueField.Emotion, scores.Emotions, Heads.Emotion, (int)emotion, worthwhile: emotion != Emotion.Neutral);
        var sentiment = SentimentOf(emotion);
        Share("sentiment", "emotion", SentimentShare(scores.Emotions, sentiment));

        var urgency = (Urgency)MessageScores.Best(scores.Urgencies);
        Know("urgency", CueField.Urgency, scores.Urgencies, Heads.Urgency, (int)urgency, worthwhile: urgency == Urgency.High);
        var complaint = Judge("complaint", CueField.Complaint, (scores.Complaint + Displeasure(scores.Emotions)) / 2, enough: 0.36);
        var escalation = Judge("escalation", CueField.Escalation, scores.Escalation, enough: 0.25);

        var need = silent ? null : (Need?)Choose("need", CueField.Need, scores.Needs, Heads.Need, enough: 0.45);
        var communicationNeed = silent ? null : (CommunicationNeed?)Choose("communicationNeed", CueField.CommunicationNeed, scores.CommunicationNeeds, Heads.CommunicationNeed, enough: 0.5);
        var preferences = PreferenceReader.For(_language).Find(_whole);
        var facts = FactReader.Find(_whole, _language);
        if (preferences.Count > 0)
            _evidence["preferences"] = [.. preferences.Select(it => it.Evidence)];
        if (facts.Count > 0)
            _evidence["facts"] = [.. facts.Select(it => it.Evidence)];

        return new Reading
        {
            Language = _language,
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

    // who is displeased mostly complains of us, so that the feeling counts as much as the words of a complaint
    private static double Displeasure(ReadOnlySpan<double> emotions) => emotions[(int)Emotion.Angry] + emotions[(int)Emotion.Dissatisfied] + emotions[(int)Emotion.Frustrated];

    private static double SentimentScore(ReadOnlySpan<double> emotions) =>
        emotions[(int)Emotion.Satisfied] + emotions[(int)Emotion.Grateful] - emotions[(int)Emotion.Angry]
        - (0.95 * emotions[(int)Emotion.Frustrated]) - (0.9 * emotions[(int)Emotion.Dissatisfied]) - (0.7 * emotions[(int)Emotion.Anxious]);

    // four decimals say enough; the rest goes to the likeliest, so that they still sum to 1
    private static Dictionary<Emotion, double> Distribution(ReadOnlySpan<double> emotions)
    {
        var distribution = new Dictionary<Emotion, double>(emotions.Length);
        var best = MessageScores.Best(emotions);
        var rest = 10_000;
        Span<int> parts = stackalloc int[emotions.Length];
        for (var at = 0; at < emotions.Length; at++)
            rest -= parts[at] = (int)(emotions[at] * 10_000);
        parts[best] += rest;
        for (var at = 0; at < emotions.Length; at++)
            distribution.Add((Emotion)at, parts[at] / 10_000.0);
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

    private void Know(string field, CueField cue, ReadOnlySpan<double> shares, int first, int answer, bool worthwhile)
    {
        _confidence[field] = Rounded(shares[answer]);
        if (!worthwhile)
            return;
        if (_cues.Spans(_text, cue, answer) is { } spans)
            _evidence[field] = spans;
        else if (Strongest(shares, first, answer) is { } found)
            _evidence[field] = [found];
    }

    /// <summary>The stretch that speaks most for one answer rather than for the next best, or null.</summary>
    private Span? Strongest(ReadOnlySpan<double> shares, int first, int answer)
    {
        var rival = answer == 0 ? 1 : 0;
        for (var at = 0; at < shares.Length; at++)
            if (at != answer && shares[at] > shares[rival])
                rival = at;
        Span<float> letters = _text.Length <= 512 ? stackalloc float[_text.Length] : new float[_text.Length];
        letters.Clear();
        _model.Weigh(_pieces, first + answer, first + rival, letters);
        var average = 0f;
        foreach (var letter in letters)
            average += letter;
        average = letters.Length == 0 ? 0 : Math.Max(0, average / letters.Length);
        float best = 0, sum = 0;
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

        if (bestEnd <= bestStart)
            return null;
        (bestStart, bestEnd) = _text.WholeWords(bestStart, bestEnd);
        return _text.OriginalSpan(bestStart, bestEnd);
    }

    private void Share(string field, string from, double share)
    {
        _confidence[field] = Rounded(share);
        if (_evidence.TryGetValue(from, out var spans))
            _evidence[field] = spans;
    }

    // both are rare, so that the model sees fewer than there are: the border is where most are told right, and it counts as half sure
    private bool Judge(string field, CueField cue, double share, double enough)
    {
        _confidence[field] = Rounded(share < enough ? 1 - (share / enough / 2) : 0.5 + ((share - enough) / (1 - enough) / 2));
        if (share < enough)
            return false;
        if (_cues.Spans(_text, cue, 0) is { } spans)
            _evidence[field] = spans;
        else if (_evidence.TryGetValue("emotion", out var felt))
            _evidence[field] = felt;
        return true;
    }

    private int? Choose(string field, CueField cue, ReadOnlySpan<double> shares, int first, double enough)
    {
        var best = MessageScores.Best(shares);
        if (shares[best] < enough)
            return null;
        var said = _cues.Spans(_text, cue, best);
        if (said is null && shares[best] < enough + 0.1)
            return null;
        _confidence[field] = Rounded(shares[best]);
        if (said is not null)
            _evidence[field] = said;
        else if (Strongest(shares, first, best) is { } found)
            _evidence[field] = [found];
        return best;
    }

    private Motive? Motive()
    {
        if (_cues.Best(CueField.Motive, out var weight) is not { } label)
            return null;
        _confidence["motive"] = Rounded(weight / (weight + 1.5));
        _evidence["motive"] = _cues.Spans(_text, CueField.Motive, label)!;
        return (Motive)label;
    }

    private IReadOnlyList<Expectation> Expectations()
    {
        List<Expectation>? found = null;
        List<Span>? spans = null;
        for (var label = 0; label <= (int)Expectation.HonestyAndSecurity; label++)
            if (_cues.Spans(_text, CueField.Expectation, label) is { } said)
            {
                (found ??= []).Add((Expectation)label);
                (spans ??= []).AddRange(said);
            }

        if (found is null)
            return [];
        (_confidence["expectations"], _evidence["expectations"]) = (0.6, spans!);
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

    private static double Rounded(double share) => Math.Round(share, 3);
}
