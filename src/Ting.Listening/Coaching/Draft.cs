namespace Ting.Listening;

/// <summary>An agent's draft with what its stretches do, as the rules look at it.</summary>
internal sealed class Draft
{
    private const double Surely = 0.8;

    private readonly List<PatternHit> _signals;
    private readonly DraftKnowledge _knowledge;
    private readonly List<PatternHit> _exempt;
    private readonly DraftModel _model;
    private Reading? _customer;
    private DraftOpinion? _opinion;
    private bool[]? _spared;

    public Draft(string text, IReadOnlyList<string> context, string language)
        : this(text, context, language, DraftModel.Shipped) { }

    /// <param name="customer">What the customer's last message says, where that is known already.</param>
    public Draft(string text, IReadOnlyList<string> context, string language, DraftModel model, Reading? customer = null)
    {
        _model = model;
        _customer = customer;
        Language = language;
        Context = context;
        Text = FoldedText.Of(text, language);
        _knowledge = DraftKnowledge.For(language);
        _signals = _knowledge.Signals.Find(Text);
        _signals.RemoveAll(hit => Text.IsQuoted(hit.Start));
        _exempt = [.. All("exempt")];
        Taboos = _knowledge.Taboos.Find(Text);
        Taboos.AddRange(_knowledge.NearTaboos.Find(Text));
        Taboos.RemoveAll(hit => Text.IsQuoted(hit.Start) || IsExempt(hit));
        _signals.RemoveAll(hit => _knowledge.Labels[hit.Pattern] is "refusal" or "contradiction" && IsExempt(hit));
    }

    public string Language { get; }
    public IReadOnlyList<string> Context { get; }
    public FoldedText Text { get; }

    /// <summary>Where the phrases of the taboo file stand, near misses included.</summary>
    public List<PatternHit> Taboos { get; }

    /// <summary>What the customer's last message says, or null without one.</summary>
    public Reading? Customer => Context.Count == 0 ? null : _customer ??= Listener.Read(Context[^1], Language, _model.Listener);

    /// <summary>We have talked before: the customer has said more than what the draft answers, or is pleased with us.</summary>
    public bool IsMidway => Context.Count > 1 || (Customer is { Sentiment: Sentiment.Positive } customer && customer.Confidence["sentiment"] >= Surely);

    /// <summary>The customer's last message shows no trouble with us.</summary>
    public bool IsCalm => Customer is not { } customer || (!customer.Complaint && customer.Sentiment != Sentiment.Negative);

    /// <summary>Where the draft quotes somebody, or says what the courses teach: nothing there is held against it.</summary>
    public bool[] Spared => _spared ??= Mask();

    /// <summary>Hardly anything of a stretch is the agent's own wording.</summary>
    public bool IsSpared(int start, int end) => Spared.AsSpan(start, end - start).Count(true) * 5 >= (end - start) * 3;

    /// <summary>What the draft does, each signal once.</summary>
    public IEnumerable<string> Signals() => _signals.Select(hit => _knowledge.Labels[hit.Pattern]).Distinct();

    /// <summary>What the trained model makes of the draft.</summary>
    public DraftOpinion Opinion => _opinion ??= new DraftOpinion(this, _model);

    public bool GivesReason => _knowledge.Because.Find(Text).Count > 0;

    public Taboo Taboo(int pattern) => _knowledge.List[pattern];

    public bool Has(string signal) => First(signal) is not null;

    public PatternHit? First(string signal)
    {
        foreach (var hit in _signals)
            if (_knowledge.Labels[hit.Pattern] == signal)
                return hit;
        return null;
    }

    public IEnumerable<PatternHit> All(string signal)
    {
        foreach (var hit in _signals)
            if (_knowledge.Labels[hit.Pattern] == signal)
                yield return hit;
    }

    /// <summary>A signal that is not the marked stretch itself.</summary>
    public bool HasBeside(string signal, int start, int end)
    {
        foreach (var hit in _signals)
            if (_knowledge.Labels[hit.Pattern] == signal && (hit.End <= start || hit.Start >= end))
                return true;
        return false;
    }

    public bool HasInSentence(string signal, int at)
    {
        foreach (var hit in _signals)
            if (_knowledge.Labels[hit.Pattern] == signal && Text.Sentence(hit.Start) == Text.Sentence(at))
                return true;
        return false;
    }

    /// <summary>A phrase is nearly all that a first answer says: nothing beside it can make it better.</summary>
    public bool IsAll(PatternHit hit) => !IsMidway && (hit.End - hit.Start) * 5 >= Text.Length * 3;

    /// <summary>A signal anywhere in what the customer said.</summary>
    public bool CustomerShows(string signal)
    {
        foreach (var said in Context)
            foreach (var hit in _knowledge.Signals.Find(FoldedText.Of(said, Language)))
                if (_knowledge.Labels[hit.Pattern] == signal)
                    return true;
        return false;
    }

    /// <summary>The sentence that holds a stretch is a question.</summary>
    public bool AsksIn(int start, int end)
    {
        var (_, over) = Text.SentenceAround(start, end);
        return (over < Text.Length && Text[over] == '?') || (over > 0 && Text[over - 1] is '?' or '吗' or '么' or 'か');
    }

    private bool[] Mask()
    {
        var spared = new bool[Text.Length];
        for (var at = 0; at < spared.Length; at++)
            spared[at] = Text.IsQuoted(at);
        foreach (var hit in _knowledge.Accepted.Find(Text))
            spared.AsSpan(hit.Start, hit.End - hit.Start).Fill(true);
        return spared;
    }

    // "no trouble at all" holds a no and is none
    private bool IsExempt(PatternHit hit)
    {
        foreach (var other in _exempt)
            if (other.Start <= hit.Start && other.End >= hit.End)
                return true;
        return false;
    }

    /// <summary>A signal anywhere within a stretch.</summary>
    public bool HasWithin(string signal, int start, int end)
    {
        foreach (var hit in _signals)
            if (_knowledge.Labels[hit.Pattern] == signal && hit.Start >= start && hit.End <= end)
                return true;
        return false;
    }
}
