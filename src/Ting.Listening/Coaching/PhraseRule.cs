namespace Ting.Listening;

/// <summary>LANG-01, -04 … -08, -14, -15, -17 and ASK-06: phrases, unless something beside them makes them harmless.</summary>
internal sealed class PhraseRule : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        foreach (var hit in draft.Taboos)
        {
            var taboo = draft.Taboo(hit.Pattern);
            if (Harmless(draft, taboo, hit))
                continue;
            var (start, end) = taboo.Scope switch
            {
                "sentence" => draft.Text.SentenceAround(hit.Start, hit.End),
                "clause" => draft.Text.Clause(hit.Start, hit.End),
                _ => (hit.Start, hit.End),
            };
            marks.Add(new Mark(taboo.Rule, taboo.Category, taboo.Severity, Math.Min(start, hit.Start), Math.Max(end, hit.End), taboo.Suggestion));
        }
    }

    private static bool Harmless(Draft draft, Taboo taboo, PatternHit hit)
    {
        foreach (var signal in taboo.Unless)
            if (signal == "time" ? draft.HasInSentence(signal, hit.Start) : draft.HasBeside(signal, hit.Start, hit.End))
                return true;
        return false;
    }
}
