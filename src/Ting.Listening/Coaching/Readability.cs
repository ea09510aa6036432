namespace Ting.Listening;

/// <summary>LANG-13: short sentences, and no shop-floor words without an explanation.</summary>
internal sealed class Readability : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        var longest = draft.Language == "en" ? 260 : 110;
        var text = draft.Text.WithoutCodes(); // a link is no long sentence
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !Ends(text, at, draft.Language))
                continue;
            if (at - start > longest)
                marks.Add(new Mark("LANG-13", "wording", Severity.Hint, text.Place(start), text.Place(at - 1) + 1, null));
            start = at + 1;
        }

        foreach (var jargon in draft.All("jargon"))
            marks.Add(new Mark("LANG-13", "wording", Severity.Hint, jargon.Start, jargon.End, null));
    }

    // in a chat a blank or a swung dash between Chinese or Japanese words does what a full stop does
    private static bool Ends(FoldedText text, int at, string language) =>
        text.IsSentenceEnd(at) || text[at] == ';' || (language != "en" && (text[at] == '~' || (text[at] == ' ' && at > 0 && !char.IsAscii(text[at - 1]))));
}
