using System.Globalization;
using System.Text;

namespace Ting.Listening.Text;

/// <summary>
/// Cuts text into the terms that search indexes and looks up: words for scripts that write spaces between them; single characters and pairs
/// for Chinese and Japanese, which do not. Width, case and traditional forms make no difference.
/// </summary>
public static class SearchTerms
{
    private const int MostCharacters = 20_000;
    private const int MostWord = 40;

    /// <summary>Every term once, separated by spaces.</summary>
    /// <param name="prefix">Put before each term, so that documents of one kind have terms of their own; may be empty.</param>
    public static string ForIndex(string prefix, params ReadOnlySpan<string?> texts)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
                Collect(text, terms, singles: true);
        }

        return prefix.Length == 0 ? string.Join(' ', terms) : string.Join(' ', terms.Select(term => prefix + term));
    }

    /// <summary>The terms a document must all hold to match the query; a run of two or more ideographs asks for its pairs only.</summary>
    public static IReadOnlyCollection<string> ForQuery(string query)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        Collect(query.Length > 200 ? query[..200] : query, terms, singles: false);
        return terms;
    }

    /// <summary>The form in which two texts that search treats alike are equal, character by character where possible.</summary>
    public static string Fold(string text)
    {
        var folded = WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return string.Create(folded.Length, folded, static (simple, from) =>
        {
            for (var at = 0; at < simple.Length; at++)
                simple[at] = Folding.Simple(from[at]);
        });
    }

    private static void Collect(string text, HashSet<string> terms, bool singles)
    {
        var folded = Fold(text.Length > MostCharacters ? text[..MostCharacters] : text);
        var word = new StringBuilder();
        var run = new StringBuilder();
        foreach (var rune in folded.EnumerateRunes())
        {
            if (IsIdeographic(rune))
            {
                EndWord(word, terms);
                run.Append(rune.ToString());
            }
            else if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                EndRun(run, terms, singles);
                if (word.Length < MostWord)
                    word.Append(rune.ToString());
            }
            else
            {
                EndWord(word, terms);
                EndRun(run, terms, singles);
            }
        }

        EndWord(word, terms);
        EndRun(run, terms, singles);
    }

    private static void EndWord(StringBuilder word, HashSet<string> terms)
    {
        if (word.Length == 0)
            return;

        terms.Add(Stem(word.ToString()));
        word.Clear();
    }

    private static void EndRun(StringBuilder run, HashSet<string> terms, bool singles)
    {
        if (run.Length == 0)
            return;

        var characters = run.ToString().EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        run.Clear();
        if (singles || characters.Length == 1)
            terms.UnionWith(characters);
        for (var i = 0; i + 1 < characters.Length; i++)
            terms.Add(characters[i] + characters[i + 1]);
    }

    // refund, refunds, refunded and refunding are one word to whoever searches; nothing cleverer, so that the index stays predictable.
    private static string Stem(string word)
    {
        if (word.Length < 5 || !char.IsAsciiLetter(word[0]) || !word.All(char.IsAsciiLetter))
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^3] + "y";
        if (word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 6)
            return word[..^3];
        if (word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 5)
            return word[..^2];
        if (word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal))
            return word[..^1];
        return word;
    }

    private static bool IsIdeographic(Rune rune) => rune.Value switch
    {
        >= 0x3040 and <= 0x30FF => true, // kana
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        0x3005 or 0x3006 or 0x3007 => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };

    // Normalising refuses lone surrogates, which browsers can send.
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            var builder = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
                builder.Append(rune.ToString());
            return builder.ToString();
        }

        return text;
    }
}
