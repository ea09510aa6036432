using System.Text;

namespace Ting.Listening;

/// <summary>A message without the codes that name somebody: order and telephone numbers, e-mail addresses, links. Names stay; no rule finds them all.</summary>
public static class Anonymised
{
    private const char Stand = '#';

    /// <param name="language">zh, ja or en; null to tell it from the text.</param>
    /// <returns>The text with each code replaced by one #; readings are the same, since the engine reads codes over.</returns>
    public static string Of(string text, string? language = null)
    {
        var found = CodesIn(text, language);
        if (found.Count == 0)
            return text;

        var kept = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in found)
        {
            kept.Append(text, at, start - at).Append(Stand);
            at = end;
        }

        return kept.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where the codes stand, for whoever replaces them by something else.</summary>
    /// <param name="language">zh, ja or en; null to tell it from the text.</param>
    /// <returns>Each from its first character up to the one after it, in their order.</returns>
    public static IReadOnlyList<(int Start, int End)> CodesIn(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = FoldedText.Of(text, LanguageOf.Known(language, text));
        if (Codes.In(folded.Chars) is not { } codes)
            return [];

        List<(int, int)> found = [];
        foreach (var (start, end) in codes)
        {
            // a code comes with the blank beside it, which stays
            var (from, to) = (start, end);
            while (from < to && folded[from] == ' ')
                from++;
            while (from < to && folded[to - 1] == ' ')
                to--;
            found.Add((folded.OriginalStart(from), folded.OriginalEnd(to)));
        }

        return found;
    }
}
