namespace Ting.Listening;

/// <summary>Where words begin and end in scripts without spaces, as far as the letters show it.</summary>
internal static class WordEdges
{
    // a longer run of kana holds several words, and nothing shows where they part
    private const int LongestEnding = 7;
    private const int LongestStem = 3;

    private const string Particles = "はがをにでもの";
    private const string ChineseEndings = "的了吗呢吧啊着过么地得";
    private const string ChineseBeginnings = "不没很太最更真别未无好";

    /// <summary>The stretch with the words it cuts made whole where that can be told.</summary>
    public static (int Start, int End) Of(ReadOnlySpan<char> text, int start, int end)
    {
        if (start >= end)
            return (start, end);
        var whole = (Start: Begin(text, start, end), End: Finish(text, end));
        return whole.End > whole.Start ? whole : (start, end);
    }

    private static int Begin(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0)
            return 0;
        if (IsKana(text[start]))
            return BeginKana(text, start, end);
        if (IsHan(text[start]) && ChineseBeginnings.Contains(text[start - 1], StringComparison.Ordinal))
            return start - 1; // "not good" is not good
        while (end - start > 2 && IsHan(text[start - 1]) && ChineseEndings.Contains(text[start], StringComparison.Ordinal))
            start++;
        return start;
    }

    // what follows ideographs belongs to them, but for a particle
    private static int BeginKana(ReadOnlySpan<char> text, int start, int end)
    {
        if (IsHan(text[start - 1]) && Particles.Contains(text[start], StringComparison.Ordinal))
            return end - start > 2 ? start + 1 : start;
        var from = start;
        while (from > 0 && start - from < LongestEnding && IsKana(text[from - 1]))
            from--;
        if (from > 0 && IsKana(text[from - 1]))
            return start;
        for (var stem = 0; stem < LongestStem && from > 0 && IsHan(text[from - 1]) && !Particles.Contains(text[from], StringComparison.Ordinal); stem++)
            from--;
        return from;
    }

    private static int Finish(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length)
            return end;
        var last = text[end - 1];
        if (IsKana(text[end]) && (IsKana(last) || (IsHan(last) && !Particles.Contains(text[end], StringComparison.Ordinal))))
        {
            var to = end;
            while (to < text.Length && to - end < LongestEnding && IsKana(text[to]))
                to++;
            return to < text.Length && IsKana(text[to]) ? end : to;
        }

        return IsHan(last) && IsHan(text[end]) && ChineseBeginnings.Contains(last, StringComparison.Ordinal) ? end + 1 : end;
    }

    private static bool IsKana(char letter) => letter is >= 'ぁ' and <= 'ゖ';

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff' or '々';
}
