namespace Ting.Listening;

/// <summary>LANG-03.4 and REF-03: bad news comes with a word of regret and a question, not bare.</summary>
internal sealed class BadNewsWithoutCare : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Has("apology") || draft.Has("question") || draft.Has("but") || draft.Has("softly") || draft.Has("reason"))
            return;
        if (draft.First("badNews") is not { } hit)
            return;
        var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End);
        if (draft.HasBeside("offer", start, end))
            return;
        var said = draft.Text.OriginalSpan(start, end).Text;
        marks.Add(new Mark("LANG-03.4", "wording", Severity.Warn, start, end, draft.Language switch
        {
            "zh" => $"对不起，{said}，您觉得来得及吗？",
            "ja" => $"申し訳ございません。{said}。お間に合いになりますでしょうか",
            _ => $"I'm sorry: {LowerFirst(said)}. Would that still be in time for you?",
        }));
    }

    private static string LowerFirst(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
