using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Ting.Server.Features.PublicVoice.Feeds;

/// <summary>What strangers wrote, as text and nothing else: no markup, no control characters, no signs that turn the line around.</summary>
internal static class PlainText
{
    private const int MostHtml = 40_000;

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH", "HEAD", "TITLE" };
    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal) { "P", "DIV", "BR", "LI", "UL", "OL", "TR", "TABLE", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "HR", "PRE", "ARTICLE", "SECTION" };

    public static string OfHtml(string html, int most)
    {
        using var page = new HtmlParser().ParseDocument(html.Length > MostHtml ? html[..MostHtml] : html);
        var text = new StringBuilder();
        INode? node = page.Body;
        while (node is not null) // walked by hand: what is nested a thousand times must not end the server
        {
            var enters = node is not IElement || !Silent.Contains(((IElement)node).NodeName.ToUpperInvariant());
            if (node is IText words)
                text.Append(words.Data);
            else if (enters && node is IElement element && Lines.Contains(element.NodeName))
                text.Append('\n');

            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node.NextSibling is null)
                node = node.Parent == page.Body ? null : node.Parent;
            node = node?.NextSibling;
        }

        return Of(text.ToString(), most);
    }

    /// <summary>Already text: only what cannot be shown goes, and what is too long.</summary>
    public static string Of(string given, int most)
    {
        var text = new StringBuilder(Math.Min(given.Length, most));
        var (spaces, lines) = (0, 0);
        foreach (var rune in given.EnumerateRunes()) // half a character becomes U+FFFD
        {
            if (rune.Value is '\n' or 0x2028 or 0x2029)
                lines++;
            else if (Rune.IsWhiteSpace(rune))
                spaces++;
            else if (IsShown(rune))
            {
                if (text.Length > 0 && lines > 0)
                    text.Append('\n', Math.Min(lines, 2));
                else if (text.Length > 0 && spaces > 0)
                    text.Append(' ');
                (spaces, lines) = (0, 0);
                if (text.Length + rune.Utf16SequenceLength > most)
                    return $"{text.ToString(0, char.IsHighSurrogate(text[Math.Min(text.Length, most - 1) - 1]) ? most - 2 : Math.Min(text.Length, most - 1))}…";
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    // Of the signs without a shape only the joiner stays, which emoji are made with.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
        UnicodeCategory.Format => rune.Value == 0x200D,
        _ => true,
    };
}
