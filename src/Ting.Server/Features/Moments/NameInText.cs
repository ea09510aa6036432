namespace Ting.Server.Features.Moments;

/// <summary>Whether a text calls somebody by name: the whole of it, a part between blanks, or a family name with the word of respect that Chinese and Japanese put behind it.</summary>
internal static class NameInText
{
    private static readonly string[] Respect = ["女士", "先生", "小姐", "老师", "经理", "总", "様", "さま", "さん"];
    private static readonly char[] Blanks = [' ', '\u3000', '·', '・', ',', '、'];

    public static bool Is(string text, string name)
    {
        if (name.Trim() is not { Length: > 0 } whole)
            return false;
        if (text.Contains(whole, StringComparison.OrdinalIgnoreCase))
            return true;
        return whole.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Any(part => char.IsAscii(part[0]) ? HasWord(text, part) : HasPart(text, part));
    }

    private static bool HasPart(string text, string part)
    {
        if (part.Length > 1 && text.Contains(part, StringComparison.Ordinal))
            return true;

        // 林婉清 is 林女士, or 婉清; 欧阳 and its like are two.
        for (var length = 1; length <= Math.Min(3, part.Length); length++)
            if (Array.Exists(Respect, respect => text.Contains(part[..length] + respect, StringComparison.Ordinal)))
                return true;
        return part.Length >= 3 && text.Contains(part[1..], StringComparison.Ordinal);
    }

    private static bool HasWord(string text, string word)
    {
        if (word.Length < 2)
            return false;
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsAsciiLetter(text[at + word.Length])))
                return true;
        return false;
    }
}
