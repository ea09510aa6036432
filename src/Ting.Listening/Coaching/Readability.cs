namespace Ting.Listening;

/// <summary>LANG-13: short sentences, and no shop-floor words without an explanation.</summary>
internal sealed class Readability : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        var longest = draft.Language == "en" ? 260 : 110;
        var start = 0;
        for (var at = 0; at <= draft.Text.Length; at++)
        {
            if (at < draft.Text.Length && !draft.Text.IsSentenceEnd(at))
                continue;
            if (at - start > longest)
                marks.Add(new Mark("LANG-13", "wording", Severity.Hint, start, at, null));
            start = at + 1;
        }

        foreach (var jargon in draft.All("jargon"))
            marks.Add(new Mark("LANG-13", "wording", Severity.Hint, jargon.Start, jargon.End, null));
    }
}
