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
        ArgumentNullException.ThrowIfNull(text);
        var folded = FoldedText.Of(text, LanguageOf.Known(language, text));
        if (Codes.In(folded.Chars) is not { } codes)
            return text;

        var kept = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in codes)
        {
            // a code comes with the blank beside it, which stays
            var (from, to) = (start, end);
            while (from < to && folded[from] == ' ')
                from++;
            while (from < to && folded[to - 1] == ' ')
                to--;
            kept.Append(text, at, folded.OriginalStart(from) - at).Append(Stand);
            at = folded.OriginalEnd(to);
        }

        return kept.Append(text, at, text.Length - at).ToString();
    }
}
