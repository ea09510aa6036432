namespace Ting.Listening;

/// <summary>
/// POL-01: what a desk has decided about how its customers are treated, held against a draft. It stands beside the coach and speaks only of what is switched on.
/// Pure, deterministic and thread-safe.
/// </summary>
public static class PolicyCheck
{
    public const string Category = "policy";
    public const string ApologyRule = "POL-01.apology";
    public const string TrustRule = "POL-01.trust";

    private const double Likely = 0.7;

    // of a hundred messages that are at least so sure a complaint, 83 to 95 are one; of those at least likely one, 74 to 88 (docs/accuracy.md: sets that nothing learned from)
    private const double Surely = 0.8;
    private const double Perhaps = 0.6;
    private const int FirstSentences = 3; // a greeting and a thank-you may go before

    /// <param name="context">The customer's last messages, oldest first; may be empty.</param>
    /// <param name="apologiseFirst">Whoever complains hears first that we are sorry.</param>
    /// <param name="trust">Nobody is asked to prove where and when something was bought.</param>
    /// <param name="language">zh, ja or en; null to tell it from the draft.</param>
    /// <param name="explainIn">The language of the explanations; null for the draft's.</param>
    /// <returns>In the order of the text.</returns>
    public static IReadOnlyList<Finding> Review(string draft, IReadOnlyList<string> context, bool apologiseFirst, bool trust, string? language = null, string? explainIn = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrWhiteSpace(draft) || !(apologiseFirst || trust))
            return [];

        var spoken = LanguageOf.Known(language, draft);
        var read = new Draft(draft, context, spoken);
        var marks = new List<Mark>();
        if (apologiseFirst)
            CheckApology(read, marks);
        if (trust)
            CheckTrust(read, marks);

        var explained = explainIn is null ? spoken : LanguageOf.Known(explainIn, draft);
        return [.. marks.Select(mark => Find(read, mark, explained))];
    }

    /// <summary>The text says sorry.</summary>
    public static bool Apologises(string text, string? language = null) => new Draft(text, [], LanguageOf.Known(language, text)).Has("apology");

    private static void CheckApology(Draft draft, List<Mark> marks)
    {
        if (draft.Customer is not { } customer || Complains(customer) is not { } severity)
            return;
        if (draft.First("apology") is { } apology && draft.Text.Sentence(apology.Start) < FirstSentences)
            return;

        var (start, end) = draft.Text.SentenceAround(0, 1);
        var said = draft.Text.OriginalSpan(start, end).Text;
        marks.Add(new Mark(ApologyRule, Category, severity, start, end, draft.Has("apology") ? null : draft.Language switch // what is said further down belongs to the top: only the agent can move it
        {
            "zh" => $"给您添麻烦了，真的很抱歉。{said}",
            "ja" => $"ご迷惑をおかけし、誠に申し訳ございません。{said}",
            _ => $"I am sorry for the trouble this has caused you. {said}",
        }));
    }

    private static Severity? Complains(Reading customer)
    {
        var sure = customer.Complaint ? customer.Confidence["complaint"] : 0;
        if (sure >= Surely || (customer.Emotion is Emotion.Angry && customer.Confidence["emotion"] >= Likely))
            return Severity.Warn;
        return sure >= Perhaps ? Severity.Hint : null;
    }

    private static void CheckTrust(Draft draft, List<Mark> marks)
    {
        var patterns = RulePatterns.For("trust.tsv", draft.Language);
        var harmless = patterns.All("harmless", draft.Text).Select(hit => draft.Text.Sentence(hit.Start)).ToHashSet();
        var seen = new HashSet<int>();
        foreach (var (name, hit) in patterns.In(draft.Text))
        {
            var sentence = draft.Text.Sentence(hit.Start);
            if (name == "harmless" || harmless.Contains(sentence) || draft.Text.IsQuoted(hit.Start) || (name == "doubt" && !draft.AsksIn(hit.Start, hit.End)) || !seen.Add(sentence))
                continue;

            var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End);
            marks.Add(new Mark(TrustRule, Category, Severity.Warn, start, end, draft.Language switch
            {
                "zh" => "不需要小票，东西带来或寄来就行，我来为您处理",
                "ja" => "レシートがなくても承りますので、お品をお持ちいただくか、お送りください",
                _ => "You need no receipt: bring it in or send it back, and I will see to it",
            }));
        }
    }

    private static Finding Find(Draft draft, Mark mark, string explained)
    {
        var question = mark.End < draft.Text.Length && draft.Text[mark.End] == '?';
        var span = draft.Text.OriginalSpan(mark.Start, question ? mark.End + 1 : mark.End); // what is offered is no question any more
        var stop = question ? draft.Language is "en" ? "." : "。" : "";
        return new Finding(mark.Rule, mark.Category, mark.Severity, span.Start, span.Length, span.Text, Explanations.Of(mark, explained), mark.Suggestion is { } offer && mark.Rule == TrustRule ? offer + stop : mark.Suggestion);
    }
}
