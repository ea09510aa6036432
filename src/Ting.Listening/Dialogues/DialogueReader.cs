namespace Ting.Listening;

/// <summary>Reads a whole dialogue. Pure, deterministic and thread-safe.</summary>
public static class DialogueReader
{
    /// <summary>So many messages of the customer stand behind each of our turns.</summary>
    public const int CoachedContext = 2;

    private const double Alike = 0.6;
    private const double Fall = 0.5;
    private const double BadIsStronger = 1.25; // Baumeister and others 2001

    /// <param name="turns">In the order they were said.</param>
    /// <param name="language">zh, ja or en; null to tell it from the customer's words.</param>
    /// <param name="model">Null for the shipped one.</param>
    public static Dialogue Read(IReadOnlyList<DialogueTurn> turns, string? language = null, MessageModel? model = null) => Read(turns, language, model, out _);

    /// <param name="turns">In the order they were said.</param>
    /// <param name="language">zh, ja or en; null to tell it from the customer's words.</param>
    /// <param name="model">Null for the shipped one.</param>
    /// <param name="coached">What the coach says of each of our turns with the <see cref="CoachedContext"/> messages of the customer before it; null for the customer's. So nobody has to read them twice.</param>
    public static Dialogue Read(IReadOnlyList<DialogueTurn> turns, string? language, MessageModel? model, out IReadOnlyList<Coaching?> coached)
    {
        ArgumentNullException.ThrowIfNull(turns);
        var customer = string.Join('\n', turns.Where(turn => turn.IsCustomer).Select(turn => turn.Text));
        var spoken = LanguageOf.Known(language, customer.Any(char.IsLetter) ? customer : string.Join('\n', turns.Select(turn => turn.Text)));
        var words = DialogueWords.For(spoken);
        DialogueSignals[] signals = [.. turns.Select(turn => words.In(FoldedText.Of(turn.Text, spoken)))];
        var repeated = Repeated(turns);

        var readings = new TurnReading?[turns.Count];
        var said = new List<(int Turn, TurnReading Reading, SatisfactionShares Shares)>();
        var plain = new Reading?[turns.Count]; // of the words alone, as the coach goes by them
        var escalated = false;
        var picture = new CustomerPictureReader(spoken, spoken);
        for (var at = 0; at < turns.Count; at++)
        {
            if (!turns[at].IsCustomer)
                continue;
            var reading = plain[at] = Listener.Read(turns[at].Text, spoken, model);
            if (turns[at].Felt is { } felt)
                reading = reading with { Emotion = felt, Emotions = new Dictionary<Emotion, double> { [felt] = 1 } };
            escalated |= reading.Escalation;
            picture.Add(at, turns[at].Text, reading);
            var shares = Satisfaction.Of(reading, signals[at], at > 0 && !turns[at - 1].IsCustomer, repeated[at], said.Count == 0 ? null : said[^1].Shares);
            readings[at] = new TurnReading(Satisfaction.Likeliest(shares), Satisfaction.Rounded(shares), reading.Emotion);
            said.Add((at, readings[at]!, shares));
        }

        var reviewed = Reviewed(turns, model is null ? plain : new Reading?[turns.Count]);
        coached = reviewed;
        var repeats = Enumerable.Range(0, turns.Count).Count(at => repeated[at] || (turns[at].IsCustomer && signals[at].Has("told")));
        double[] levels = [.. said.Select(it => it.Shares.Satisfied - it.Shares.Dissatisfied)];
        var expected = said.Count == 0 ? default : PredictedCsat.Of([.. said.Select(it => it.Shares)], repeats);
        return new Dialogue
        {
            Language = spoken,
            Turns = readings,
            Resolved = IsResolved(turns, signals, said),
            Escalated = escalated,
            Promises = Promises(turns, reviewed, signals, readings, repeated),
            Repeats = repeats,
            Recovery = RecoveryOf(said),
            Deterioration = levels.Length > 1 && levels.Max() - levels[^1] > Fall && levels[^1] < 0,
            Peak = said.Count == 0 ? null : said.MaxBy(it => Math.Max(it.Shares.Satisfied, BadIsStronger * it.Shares.Dissatisfied)).Turn,
            ArgumentLoops = ArgumentLoops(turns, reviewed, readings),
            UnansweredQuestions = Unanswered(turns, repeated),
            Questions = QuestionFigures.Of(turns, reviewed, signals),
            Listening = ListeningFigures.Of(turns, reviewed, readings, spoken),
            Customer = picture.Picture,
            AgentTalkShare = TalkShare(turns),
            ResponseDelays = Delays(turns),
            HandedTo = [.. Enumerable.Range(0, turns.Count).Where(at => !turns[at].IsCustomer).Select(at => signals[at].Quote("handover")).OfType<string>().Distinct()],
            PredictedCsat = said.Count == 0 ? null : expected.Score,
            PredictedCsatInterval = said.Count == 0 ? null : expected.Interval,
            Summary = DialogueSummary.Of(turns, said),
        };
    }

    private static Coaching?[] Reviewed(IReadOnlyList<DialogueTurn> turns, Reading?[] customer)
    {
        var reviewed = new Coaching?[turns.Count];
        var before = new List<int>();
        for (var at = 0; at < turns.Count; at++)
        {
            if (turns[at].IsCustomer)
                before.Add(at);
            else
                reviewed[at] = Coach.Review(
                    turns[at].Text, [.. before.TakeLast(CoachedContext).Select(it => turns[it].Text)], language: null, explainIn: null, model: null, before.Count == 0 ? null : customer[before[^1]]);
        }

        return reviewed;
    }

    private static bool IsResolved(IReadOnlyList<DialogueTurn> turns, DialogueSignals[] signals, List<(int Turn, TurnReading Reading, SatisfactionShares Shares)> said)
    {
        if (said.Count == 0)
            return false;
        var (last, reading, shares) = said[^1];
        if (turns[last].Text.TrimEnd().EndsWith('?') || turns[last].Text.TrimEnd().EndsWith('？'))
            return false;
        return reading.Satisfaction == 3 || (shares.Dissatisfied < 0.35 && (signals[last].Has("settled") || signals[last].Has("thanks")));
    }

    private static bool[] Repeated(IReadOnlyList<DialogueTurn> turns)
    {
        var repeated = new bool[turns.Count];
        var earlier = new List<HashSet<string>>();
        for (var at = 0; at < turns.Count; at++)
        {
            if (!turns[at].IsCustomer)
                continue;
            var terms = Text.SearchTerms.ForQuery(turns[at].Text).ToHashSet(StringComparer.Ordinal);
            repeated[at] = terms.Count >= 3 && earlier.Exists(other => other.Count(terms.Contains) >= Alike * (other.Count + terms.Count - other.Count(terms.Contains)));
            earlier.Add(terms);
        }

        return repeated;
    }

    private static List<DialoguePromise> Promises(IReadOnlyList<DialogueTurn> turns, Coaching?[] coached, DialogueSignals[] signals, TurnReading?[] readings, bool[] repeated)
    {
        var promises = new List<DialoguePromise>();
        for (var at = 0; at < turns.Count; at++)
            if (coached[at]?.Promise is { } promise)
                promises.Add(new DialoguePromise(at, promise.What, promise.When, promise.Owner, Kept(at)));
        return promises;

        // only the customer's later words can tell, and only when they speak of the outcome
        bool? Kept(int promised)
        {
            for (var at = promised + 2; at < turns.Count; at++)
            {
                if (readings[at] is not { } reading)
                    continue;
                if (signals[at].Has("broken") || (repeated[at] && reading.Satisfaction == 1))
                    return false;
                if (signals[at].Has("arrived") && reading.Satisfaction > 1)
                    return true;
            }

            return null;
        }
    }

    private static Recovery? RecoveryOf(List<(int Turn, TurnReading Reading, SatisfactionShares Shares)> said)
    {
        var low = said.FindIndex(it => it.Reading.Satisfaction == 1);
        if (low < 0)
            return null;
        var high = said.FindIndex(low, it => it.Reading.Satisfaction == 3);
        return new Recovery(high >= 0, high < 0 ? null : high - low);
    }

    private static int ArgumentLoops(IReadOnlyList<DialogueTurn> turns, Coaching?[] coached, TurnReading?[] readings)
    {
        var loops = 0;
        for (var at = 1; at + 1 < turns.Count; at++)
            if (coached[at] is { } coaching && readings[at - 1]?.Satisfaction == 1 && readings[at + 1]?.Satisfaction == 1
                && coaching.Findings.Any(finding => finding.Severity != Severity.Hint && finding.Category is "quarrel" or "blame" or "negation" or "contempt" or "impatience"))
                loops++;
        return loops;
    }

    private static List<int> Unanswered(IReadOnlyList<DialogueTurn> turns, bool[] repeated)
    {
        var open = new List<int>();
        for (var at = 0; at < turns.Count; at++)
        {
            if (!turns[at].IsCustomer || !Asks(turns[at].Text))
                continue;
            var answered = false;
            for (var later = at + 1; later < turns.Count && !answered; later++)
                answered = !turns[later].IsCustomer;
            var askedAgain = false;
            for (var later = at + 1; later < turns.Count && !askedAgain; later++)
                askedAgain = repeated[later] && Asks(turns[later].Text);
            if (!answered || (askedAgain && !repeated[at]))
                open.Add(at);
        }

        return open;
    }

    private static bool Asks(string text) => text.Contains('?', StringComparison.Ordinal) || text.Contains('？', StringComparison.Ordinal);

    private static double? TalkShare(IReadOnlyList<DialogueTurn> turns)
    {
        var all = turns.Sum(turn => (double)turn.Text.Length);
        return all == 0 ? null : Math.Round(turns.Where(turn => !turn.IsCustomer).Sum(turn => turn.Text.Length) / all, 3);
    }

    private static ResponseDelays? Delays(IReadOnlyList<DialogueTurn> turns)
    {
        var delays = new List<double>();
        DateTimeOffset? waiting = null;
        foreach (var turn in turns)
        {
            if (turn.IsCustomer)
                waiting ??= turn.At;
            else if (waiting is { } since && turn.At is { } answered && answered >= since)
                (waiting, _) = (null, Add((answered - since).TotalSeconds));
            else
                waiting = null;
        }

        if (delays.Count == 0)
            return null;
        double[] sorted = [.. delays.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new ResponseDelays(delays[0], median, sorted[^1]);

        bool Add(double seconds)
        {
            delays.Add(seconds);
            return true;
        }
    }
}
