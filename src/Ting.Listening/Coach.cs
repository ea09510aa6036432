namespace Ting.Listening;

/// <summary>Reads an agent's draft before it goes out. Pure, deterministic and thread-safe.</summary>
public static class Coach
{
    private static readonly IDraftRule[] Rules =
    [
        new PhraseRule(), new ButAfterAcknowledgement(), new MissingReason(), new BadNewsWithoutCare(), new PatienceThanks(),
        new ConversationEndingQuestion(), new Readability(), new DialectWords(), new LearntFindings(), new ClosingTooSoon(), new FeelingFirst(), new OmenWords(), new Proportion(),
    ];

    /// <param name="context">The customer's last messages, oldest first; may be empty.</param>
    /// <param name="language">zh, ja or en; null to tell it from the draft.</param>
    /// <param name="explainIn">The language of the explanations (zh, ja or en); null for the draft's.</param>
    /// <param name="model">Null for the shipped one.</param>
    public static Coaching Review(string draft, IReadOnlyList<string>? context = null, string? language = null, string? explainIn = null, DraftModel? model = null) =>
        Review(draft, context, language, explainIn, model, customer: null);

    /// <param name="draft">What the agent has written.</param>
    /// <param name="context">The customer's last messages, oldest first; may be empty.</param>
    /// <param name="language">zh, ja or en; null to tell it from the draft.</param>
    /// <param name="explainIn">The language of the explanations (zh, ja or en); null for the draft's.</param>
    /// <param name="model">Null for the shipped one.</param>
    /// <param name="customer">What the shipped model reads in the last of the customer's messages; null to read it, as is done where the draft is in another language.</param>
    internal static Coaching Review(string draft, IReadOnlyList<string>? context, string? language, string? explainIn, DraftModel? model, Reading? customer)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var spoken = LanguageOf.Known(language, draft);
        var explained = explainIn is null ? spoken : LanguageOf.Known(explainIn, draft);
        var weighs = model ?? DraftModel.Shipped;
        var read = new Draft(draft, context ?? [], spoken, weighs, customer?.Language == spoken ? customer : null);
        var findings = Findings(read, explained);
        var refusal = DraftFacts.Refuses(read);
        var apology = read.Has("apology");
        var reason = read.Has("reason");
        var promise = PromiseReader.Of(read);
        var specific = PromiseReader.IsSpecific(read, promise);
        var empathy = DraftFacts.Empathy(read);
        var parts = DraftScore.Of(read, findings, refusal, reason, specific, empathy, apology);
        return new Coaching
        {
            Language = spoken,
            Findings = findings,
            Refusal = refusal,
            RefusalTone = refusal ? RefusalTones.Of(read) : null,
            Apology = apology,
            Empathy = empathy,
            Paraphrase = DraftFacts.Paraphrases(read),
            Specific = specific,
            ReasonGiven = reason,
            Promise = promise,
            QuestionType = QuestionReader.Of(read),
            Phrases = PhrasePresence.In(read),
            Score = parts.Values.Sum(),
            ScoreParts = parts,
            RewriteWhenAsked = new Lazy<string?>(() => DraftRewrite.Of(draft, findings, text => Findings(new Draft(text, context ?? [], spoken, weighs), explained))),
        };
    }

    private static bool IsFullStop(char letter) => letter is '。' or '！' or '？' or '.' or '!' or '?';

    private static List<Finding> Findings(Draft draft, string explained)
    {
        var marks = new List<Mark>();
        foreach (var rule in Rules)
            rule.Check(draft, marks);
        marks.RemoveAll(mark => !mark.Sure && DraftHeads.Of(mark.Category) >= 0 && Certainty.Doubts(draft, mark.Category));
        marks.RemoveAll(mark => !mark.Sure && mark.End > mark.Start && draft.IsSpared(mark.Start, mark.End));

        // one objection a category and stretch: the gravest, then the widest
        marks.Sort((one, other) => one.Severity != other.Severity ? other.Severity.CompareTo(one.Severity)
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.End != other.End ? other.End.CompareTo(one.End) : string.CompareOrdinal(other.Rule, one.Rule)); // the later rules are the narrower ones
        var kept = new List<Mark>();
        foreach (var mark in marks)
            if (mark.End > mark.Start && !kept.Exists(other => other.Category == mark.Category && mark.Start < other.End && other.Start < mark.End))
                kept.Add(mark);

        kept.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : one.End.CompareTo(other.End));
        var findings = new List<Finding>(kept.Count);
        foreach (var mark in kept)
        {
            // a whole sentence brings its own full stop and takes the place of the old one; a question that of a comma too
            var asks = mark.Suggestion is [.., '吗'] && mark.End < draft.Text.Length && draft.Text.IsClauseEnd(mark.End);
            var closes = asks || (mark.Suggestion is [.., var last] && IsFullStop(last) && mark.End < draft.Text.Length && draft.Text.IsSentenceEnd(mark.End));
            var span = draft.Text.OriginalSpan(mark.Start, closes ? mark.End + 1 : mark.End);
            findings.Add(new Finding(
                mark.Rule, mark.Category, mark.Severity, span.Start, span.Length, span.Text, Explanations.Of(mark, explained), asks ? mark.Suggestion + '？' : mark.Suggestion));
        }

        return findings;
    }
}
