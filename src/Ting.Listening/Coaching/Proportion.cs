namespace Ting.Listening;

/// <summary>LANG-18: who asks or complains gets an answer, not stock phrases alone and nothing sold; a hint.</summary>
internal sealed class Proportion : IDraftRule
{
    private const int FewestStock = 2;
    private const int Word = 7;
    private const double Mostly = 0.6;

    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Customer is not { } customer)
            return;
        if (draft.Context[^1].Length < (draft.Language == "en" ? Word * 2 : Word))
            return; // "no, that's all" asks for no more than a goodbye
        var upset = customer.Complaint || customer.Sentiment == Sentiment.Negative;
        var found = RulePatterns.For("proportion.tsv", draft.Language).In(draft.Text).ToList();
        foreach (var (name, hit) in found)
            if (name == "inducement" && upset)
            {
                var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End);
                marks.Add(new Mark("LANG-18", "wording", Severity.Hint, start, end, null));
                return;
            }

        if ((upset || Asks(draft)) && !Definite(draft, found) && !draft.Text.Chars.ContainsAnyInRange('0', '9')
            && found.Count(it => it.Name == "stock") >= FewestStock && StockShare(draft.Text, found) >= Mostly)
            marks.Add(new Mark("LANG-18", "wording", Severity.Hint, 0, draft.Text.Length, null));
    }

    // a time that is no part of a stock phrase: "from now on" is one
    private static bool Definite(Draft draft, List<(string Name, PatternHit Hit)> found) =>
        draft.All("time").Any(time => !found.Exists(it => it.Name == "stock" && it.Hit.Start < time.End && it.Hit.End > time.Start));

    private static bool Asks(Draft draft)
    {
        var said = draft.Context[^1].TrimEnd();
        return said is [.., '?' or '？' or '吗' or '呢' or 'か'] || said.EndsWith("か。", StringComparison.Ordinal);
    }

    // of the clauses that say anything
    private static double StockShare(FoldedText text, List<(string Name, PatternHit Hit)> found)
    {
        int clauses = 0, stock = 0, start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !text.IsClauseEnd(at))
                continue;
            if (text.Chars[start..at].ContainsAnyExcept(' ', '.', '。'))
            {
                clauses++;
                var from = start;
                stock += found.Exists(it => it.Name == "stock" && it.Hit.Start < at && it.Hit.End > from) ? 1 : 0;
            }

            start = at + 1;
        }

        return clauses == 0 ? 0 : stock / (double)clauses;
    }
}
