using System.Text;

namespace Ting.Listening;

/// <summary>Order numbers, links and other codes, whose letters say nothing of a feeling.</summary>
internal static class Codes
{
    private const int Shortest = 5;

    /// <summary>The text without runs of at least five letters, figures and marks that hold a figure.</summary>
    public static string Without(string text)
    {
        StringBuilder? left = null;
        var kept = 0;
        for (var at = 0; at < text.Length;)
        {
            var (start, figures) = (at, 0);
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || (at > start && text[at] is '-' or '_' or '#' or '/' or '.' or ':')))
                figures += char.IsAsciiDigit(text[at++]) ? 1 : 0;
            if (figures > 0 && at - start >= Shortest)
            {
                (left ??= new StringBuilder(text.Length)).Append(text, kept, start - kept);
                kept = at;
            }

            if (at == start)
                at++;
        }

        return left is null ? text : left.Append(text, kept, text.Length - kept).ToString().TrimEnd();
    }
}
