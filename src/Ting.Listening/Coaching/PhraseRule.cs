namespace Ting.Listening;

/// <summary>LANG-01, -04 … -08, -14, -15, -17 and ASK-06: phrases, unless something beside them makes them harmless.</summary>
internal sealed class PhraseRule : IDraftRule
{
    // a wall of text needs no more than this, and the rest would cost time
    private const int Most = 100;

    // a signal in the customer's words
    private const string Customers = "customer.";

    // what is only wrong to ask
    private const string Told = "told";

    public void Check(Draft draft, List<Mark> marks)
    {
        foreach (var hit in draft.Taboos)
        {
            if (marks.Count >= Most)
                return;
            var taboo = draft.Taboo(hit.Pattern);
            if (Covered(marks, taboo, hit) || Harmless(draft, taboo, hit))
                continue;
            var (start, end) = taboo.Scope switch
            {
                "sentence" => draft.Text.SentenceAround(hit.Start, hit.End),
                "clause" => draft.Text.Clause(hit.Start, hit.End),
                _ => (hit.Start, hit.End),
            };
            marks.Add(new Mark(taboo.Rule, taboo.Category, taboo.Severity, Math.Min(start, hit.Start), Math.Max(end, hit.End), taboo.Suggestion, taboo.Sure || draft.IsAll(hit)));
        }
    }

    private static bool Covered(List<Mark> marks, Taboo taboo, PatternHit hit)
    {
        foreach (var mark in marks)
            if (mark.Category == taboo.Category && (mark.Sure || !taboo.Sure) && mark.Severity >= taboo.Severity && mark.Start <= hit.Start && mark.End >= hit.End && mark.Suggestion == taboo.Suggestion)
                return true;
        return false;
    }

    private static bool Harmless(Draft draft, Taboo taboo, PatternHit hit)
    {
        // what counts is what the customer is left with: somebody who does something by a time takes the edge off a single word
        if (taboo.Severity == Severity.Warn && taboo.Scope != "phrase" && draft.HasBeside("offer", hit.Start, hit.End)
            && draft.HasBeside("time", hit.Start, hit.End) && draft.HasBeside("owner", hit.Start, hit.End))
            return true;
        if (taboo.Category == "conversationEndingQuestion" && draft.IsMidway)
            return true; // the need is being found already

        if (!taboo.Sure && taboo.Category is "negation" or "vagueness" && draft.AsksIn(hit.Start, hit.End))
            return true; // "it won't start?" denies nothing

        foreach (var signal in taboo.Unless)
            if (Excuses(draft, signal, hit))
                return true;
        return false;
    }

    private static bool Excuses(Draft draft, string signal, PatternHit hit) => signal switch
    {
        Told => !draft.AsksIn(hit.Start, hit.End) && !draft.HasInSentence("request", hit.Start),
        "time" => draft.HasInSentence(signal, hit.Start),
        _ when signal.StartsWith(Customers, StringComparison.Ordinal) => draft.CustomerShows(signal[Customers.Length..]),
        _ => draft.HasBeside(signal, hit.Start, hit.End),
    };
}
