namespace Ting.Listening;

/// <summary>Numbers in figures and in words.</summary>
internal static class Numbers
{
    private static readonly HashSet<string> Words =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "sixty", "ninety", "a", "an", "half"];

    /// <summary>A number, then perhaps a space, stands right before this place.</summary>
    public static bool EndsBefore(FoldedText text, int at)
    {
        var end = at;
        while (end > 0 && text[end - 1] is ' ' or '-')
            end--;
        if (end == 0)
            return false;
        if (IsFigure(text[end - 1]))
            return true;
        var start = end;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            start--;
        return start < end && end - start < 8 && Words.Contains(text.Chars[start..end].ToString());
    }

    public static bool IsFigure(char letter) => char.IsAsciiDigit(letter) || letter is '一' or '二' or '两' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百' or '半' or '几' or '数';
}
