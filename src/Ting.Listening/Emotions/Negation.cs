namespace Ting.Listening;

/// <summary>Whether a stretch of a text is denied: "not very happy", 不太满意, 満足していません.</summary>
internal static class Negation
{
    private const int Reach = 9;
    private const int WordsBack = 3;

    private static readonly string[] Before =
    [
        "不", "没", "未", "无", "不太", "不是很", "不是", "不怎么", "不够", "不算", "不很", "不大", "没那么", "没有很", "没有", "没什么", "没啥", "并不", "谈不上", "算不上", "称不上", "说不上",
    ];

    // a "no" that denies nothing
    private static readonly string[] Idle = ["是不", "差不", "要不", "好不", "可不", "忍不", "不得不", "能不", "有没", "有没有", "是不是", "会不"];

    private static readonly string[] After = ["ない", "ません", "なかった", "なくて", "なく、"];
    private static readonly string[] Maybe = ["かもしれ", "に違いな", "ないか", "ませんか"];

    /// <summary>Where the denial of a stretch begins and ends with it; null where it is not denied.</summary>
    public static (int Start, int End)? Of(FoldedText text, int start, int end, string language) => language switch
    {
        "zh" => Chinese(text.Chars, start) is >= 0 and var from ? (from, end) : null,
        "ja" => Japanese(text.Chars, end) is >= 0 and var to ? (start, to) : null,
        _ => English(text, start) is >= 0 and var from ? (from, end) : null,
    };

    private static int Chinese(ReadOnlySpan<char> text, int start)
    {
        var before = text[..start];
        if (before.Length == 0 || before[^1] is not ('不' or '没' or '未' or '无' or '太' or '很' or '是' or '么' or '够' or '算' or '大' or '有' or '啥' or '上'))
            return -1;
        var longest = 0;
        foreach (var word in Before)
            if (word.Length > longest && before.EndsWith(word))
                longest = word.Length;
        if (longest == 0)
            return -1;
        foreach (var word in Idle)
            if (before.EndsWith(word) || before[..^(longest - 1)].EndsWith(word))
                return -1;
        return start - longest;
    }

    private static int Japanese(ReadOnlySpan<char> text, int end)
    {
        var last = Math.Min(text.Length, end + Reach);
        var to = end;
        while (to < last && text[to] is >= 'ぁ' and <= 'ん')
            to++;
        var said = text[end..to];
        if (said.Length < 2)
            return -1;
        foreach (var word in Maybe)
            if (said.Contains(word, StringComparison.Ordinal))
                return -1;
        foreach (var word in After)
            if (said.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
                return end + at + word.Length;
        return -1;
    }

    private static int English(FoldedText text, int start)
    {
        var at = start;
        for (var word = 0; word < WordsBack; word++)
        {
            while (at > 0 && text[at - 1] == ' ')
                at--;
            var end = at;
            while (at > 0 && IsWord(text[at - 1]))
                at--;
            if (at == end)
                return -1; // a mark, or the beginning
            var said = text.Chars[at..end];
            if (said is "not" or "never" or "no" or "hardly" or "nothing" or "nobody" or "cannot" or "without" or "neither" || (said.EndsWith("n't") && said is not ("can't" or "couldn't")))
                return said is "not" && text.Chars[end..].StartsWith(" only") ? -1 : at;
            if (said is "but" or "and" or "so" or "because")
                return -1;
        }

        return -1;
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '\'';
}
