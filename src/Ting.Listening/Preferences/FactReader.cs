namespace Ting.Listening;

/// <summary>Finds what a person says of themselves that may belong in the profile.</summary>
internal static class FactReader
{
    private static readonly Lazy<Dictionary<string, (List<(string Kind, int Letters)> Kinds, PatternSet Patterns)>> Introductions = new(Load);
    private static readonly Lazy<Dictionary<string, string[]>> OrderWords = new(() => new[] { "zh", "ja", "en" }.ToDictionary(language => language, language => KnowledgeFile.Lines("orders.tsv", language).ToArray()));

    /// <summary>So many letters before a number may say what it numbers.</summary>
    private const int NameReach = 16;

    public static IReadOnlyList<StatedFact> Find(FoldedText text, string language)
    {
        List<StatedFact>? found = null;
        Numbers(text, language, ref found);
        var (kinds, patterns) = Introductions.Value[language];
        foreach (var hit in patterns.Find(text))
        {
            var (kind, letters) = kinds[hit.Pattern];
            var (start, end) = letters == 0 ? (hit.Start, hit.End) : Told(text, hit.End, letters, language);
            if (letters < 0)
                (start, end) = ToldBefore(text, hit.Start, -letters);
            if (end > start)
                Add(ref found, kind, text, start, end, Math.Min(hit.Start, start), Math.Max(hit.End, end), 0.75);
        }

        return found ?? (IReadOnlyList<StatedFact>)[];
    }

    private static void Numbers(FoldedText text, string language, ref List<StatedFact>? found)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '@' && at > 0)
                Email(text, at, ref found);
            if (!IsCode(text[at]) || (at > 0 && IsCode(text[at - 1])))
                continue;
            var end = at;
            var digits = 0;
            while (end < text.Length && (IsCode(text[end]) || (text[end] is '-' or ' ' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end - 1]))))
                digits += char.IsAsciiDigit(text[end++]) ? 1 : 0;
            if (text.Chars[at..end].Contains('@') || (end < text.Length && text[end] == '@'))
                continue;
            var code = text.Chars[at..end];
            if (digits is >= 10 and <= 13 && code.IndexOfAnyExceptInRange('\u0020', '9') < 0 && LooksLikePhone(code, digits) && !IsNamedAsOrder(text, at, language))
                Add(ref found, "phone", text, at, end, at, end, 0.85);
            else if (digits >= 5 && end - at >= 6)
                Add(ref found, "orderNumber", text, at, end, at, end, 0.7);
            at = end;
        }
    }

    private static bool LooksLikePhone(ReadOnlySpan<char> code, int digits) =>
        (code[0] == '0' && digits is 10 or 11) || (code[0] == '1' && digits == 11 && code.Length is 11 or 13) || code[0] == '+' || (code.Contains('-') && digits >= 10) || (code.Contains(' ') && digits >= 10);

    // "订单 2026-0417-883" has the shape of a telephone number, and the word before it says what it is.
    private static bool IsNamedAsOrder(FoldedText text, int at, string language)
    {
        var from = at;
        while (from > 0 && at - from < NameReach && !text.IsClauseEnd(from - 1))
            from--;
        var before = text.Chars[from..at];
        foreach (var word in OrderWords.Value[language])
            if (before.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static void Email(FoldedText text, int at, ref List<StatedFact>? found)
    {
        int start = at, end = at + 1;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '-' or '+'))
            start--;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            end++;
        while (end > at && text[end - 1] is '.' or '-')
            end--;
        if (start < at && text.Chars[(at + 1)..Math.Max(at + 1, end)].Contains('.'))
            Add(ref found, "email", text, start, end, start, end, 0.98);
    }

    private static (int Start, int End) Told(FoldedText text, int from, int letters, string language)
    {
        while (from < text.Length && text[from] is ' ' or ':' or '是')
            from++;
        var end = from;
        while (end < text.Length && end - from < letters && !text.IsClauseEnd(end)
            && (language == "en" ? text[end] is ' ' or '-' or '\'' || char.IsLetterOrDigit(text[end]) : text[end] != ' '))
            end++;
        if (language == "en")
        {
            // two words at most: a name, not the rest of the sentence
            var words = 0;
            for (var at = from; at < end; at++)
                if (text[at] == ' ' && ++words == 2)
                    end = at;
        }

        return (from, end);
    }

    private static (int Start, int End) ToldBefore(FoldedText text, int to, int letters)
    {
        var start = to;
        while (start > 0 && to - start < letters && !text.IsClauseEnd(start - 1) && text[start - 1] is not ' ' and not 'は' and not 'の' && (char.IsLetter(text[start - 1])))
            start--;
        return (start, to);
    }

    private static bool IsCode(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '#';

    private static void Add(ref List<StatedFact>? found, string kind, FoldedText text, int start, int end, int from, int to, double confidence)
    {
        found ??= [];
        var value = text.OriginalSpan(start, end).Text.Trim();
        if (value.Length > 0 && !found.Exists(it => it.Kind == kind && it.Value == value))
            found.Add(new StatedFact(kind, value, confidence, text.OriginalSpan(from, to)));
    }

    private static Dictionary<string, (List<(string, int)>, PatternSet)> Load()
    {
        var all = new Dictionary<string, (List<(string, int)>, PatternSet)>();
        foreach (var language in (string[])["zh", "ja", "en"])
        {
            var kinds = new List<(string, int)>();
            var patterns = new List<string>();
            foreach (var line in KnowledgeFile.Lines("facts.tsv", language))
            {
                var parts = line.Split('\t');
                kinds.Add((parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
                patterns.Add(parts[2]);
            }

            all.Add(language, (kinds, new PatternSet(patterns, language)));
        }

        return all;
    }
}
