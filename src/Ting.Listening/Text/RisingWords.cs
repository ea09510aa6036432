using System.Globalization;
using System.Text;

namespace Ting.Listening.Text;

/// <param name="Text">As it is written, in lower case.</param>
/// <param name="Now">In how many texts it stands.</param>
/// <param name="Before">In how many texts it stood before.</param>
public sealed record RisingWord(string Text, int Now, int Before);

/// <summary>
/// Words that stand in a larger share of texts than before, further beyond chance than one time in twenty (the likelihood ratio of Dunning, Computational Linguistics 19, 1993).
/// Where nothing parts the words, runs of two to four characters are tried, and the longest that says the same is kept.
/// </summary>
public static class RisingWords
{
    private const int Fewest = 3;
    private const double BeyondChance = 3.84;
    private const int MostCharacters = 4000;

    // What a run of Chinese is cut at: these stand between words, and hardly in any that one would look for.
    private const string Between = "的了是我你您他她它们在和也都就很还这那哪吗呢吧啊着把被给让跟与及或又才再么嘛呀哦哈每从对而但却";

    private static readonly HashSet<string> Usual = new(StringComparer.Ordinal)
    {
        "the", "and", "for", "are", "was", "were", "with", "that", "this", "they", "them", "their", "there", "then", "than", "have", "has", "had", "not", "but", "you", "your", "our", "out", "who", "what", "when",
        "which", "from", "just", "will", "would", "could", "should", "can", "all", "any", "its", "it's", "i'm", "i've", "don't", "didn't", "about", "after", "again", "been", "being", "did", "does", "each", "even", "get", "got",
        "her", "him", "his", "how", "into", "more", "most", "much", "now", "off", "one", "only", "other", "over", "really", "she", "some", "still", "such", "too", "two", "very", "way", "well", "where", "while", "why",
        "没有", "一个", "一次", "什么", "怎么", "可以", "不是", "因为", "所以", "如果", "已经", "真的", "觉得", "时候", "今天", "昨天", "现在", "自己", "非常", "比较", "第一", "第二", "有点", "一直", "一下", "不过", "知道", "起来", "出来", "大家", "有人",
        "今日", "昨日", "自分", "本当", "今回", "最近", "以前", "毎回", "一度", "何度", "場合", "結局", "普通", "全部", "一番", "時間", "人達",
    };

    /// <param name="now">With the language of each: zh, ja or en; null to tell it from the text.</param>
    /// <param name="before">What it is held against; without any nothing rises.</param>
    /// <param name="most">So many at most, what rises most clearly first.</param>
    public static IReadOnlyList<RisingWord> Find(IReadOnlyCollection<(string Text, string? Language)> now, IReadOnlyCollection<(string Text, string? Language)> before, int most)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        var (ours, theirs) = (Count(now), Count(before));
        List<(RisingWord Word, double Ratio)> rising = [];
        foreach (var (language, count) in ours)
        {
            if (!theirs.TryGetValue(language, out var earlier))
                continue;
            var often = count.Words.Where(it => it.Value >= Fewest).ToDictionary(it => it.Key, it => it.Value, StringComparer.Ordinal);
            foreach (var (word, texts) in often)
            {
                var was = earlier.Words.GetValueOrDefault(word);
                if (texts * (double)earlier.Texts > was * (double)count.Texts && Ratio(texts, count.Texts, was, earlier.Texts) is var ratio && ratio >= BeyondChance && !IsPart(word, texts, often))
                    rising.Add((new RisingWord(word, texts, was), ratio));
            }
        }

        var found = new List<RisingWord>();
        foreach (var (word, _) in rising.OrderByDescending(it => it.Ratio).ThenByDescending(it => it.Word.Text.Length).ThenBy(it => it.Word.Text, StringComparer.Ordinal))
        {
            if (found.Count == most)
                break;
            if (!found.Exists(it => it.Text.Contains(word.Text, StringComparison.Ordinal) || word.Text.Contains(it.Text, StringComparison.Ordinal)))
                found.Add(word);
        }

        return found;
    }

    private static Dictionary<string, (int Texts, Dictionary<string, int> Words)> Count(IEnumerable<(string Text, string? Language)> texts)
    {
        var counts = new Dictionary<string, (int Texts, Dictionary<string, int> Words)>(StringComparer.Ordinal);
        foreach (var (text, given) in texts)
        {
            var language = LanguageOf.Known(given, text);
            var (count, words) = counts.TryGetValue(language, out var known) ? known : (0, new Dictionary<string, int>(StringComparer.Ordinal));
            foreach (var word in WordsOf(text.Length > MostCharacters ? text[..MostCharacters] : text, language))
                words[word] = words.GetValueOrDefault(word) + 1;
            counts[language] = (count + 1, words);
        }

        return counts;
    }

    private static HashSet<string> WordsOf(string text, string language)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var run = new StringBuilder();
        var kind = ' ';
        foreach (var sign in FoldWidth(text))
        {
            var next = KindOf(sign, kind, language);
            if (next != kind)
                End();
            kind = next;
            if (kind != ' ')
                run.Append(sign);
        }

        End();
        words.ExceptWith(Usual);
        return words;

        void End()
        {
            var found = run.ToString();
            run.Clear();
            if (kind == 'a' && found.Trim('\'') is { Length: >= 3 } word && char.IsLetter(word[0]))
                words.Add(word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word);
            else if ((kind == 'k' && found.Length >= 3) || (kind == 'h' && language == "ja" && found.Length is >= 2 and <= 8))
                words.Add(found);
            else if (kind == 'h' && language != "ja")
                for (var length = 2; length <= 4; length++)
                    for (var at = 0; at + length <= found.Length; at++)
                        words.Add(found.Substring(at, length));
        }
    }

    // a: letters that are parted by spaces; k: katakana; h: Han.
    private static char KindOf(char sign, char before, string language) => sign switch
    {
        >= 'a' and <= 'z' or >= 'à' and <= 'ÿ' => 'a',
        '\'' or (>= '0' and <= '9') => before == 'a' ? 'a' : ' ',
        >= '\u30A1' and <= '\u30FA' => 'k',
        'ー' => before == 'k' ? 'k' : ' ',
        '々' or (>= '\u3400' and <= '\u9FFF') => language != "ja" && Between.Contains(sign, StringComparison.Ordinal) ? ' ' : 'h',
        _ => ' ',
    };

    private static string FoldWidth(string text)
    {
        // Half a character cannot be folded, and is no word.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune.Value == '’' ? "'" : rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
    }

    // 预售 is part of 预售商品 when it stands nearly nowhere else.
    private static bool IsPart(string word, int texts, Dictionary<string, int> all) =>
        KindOf(word[0], ' ', "zh") == 'h' && word.Length < 4 && all.Any(it => it.Key.Length > word.Length && it.Value >= 0.8 * texts && it.Key.Contains(word, StringComparison.Ordinal));

    private static double Ratio(int now, int texts, int before, int textsBefore)
    {
        var share = (now + before) / (double)(texts + textsBefore);
        return 2 * (Part(now, texts * share) + Part(texts - now, texts * (1 - share)) + Part(before, textsBefore * share) + Part(textsBefore - before, textsBefore * (1 - share)));

        static double Part(double seen, double expected) => seen == 0 ? 0 : seen * Math.Log(seen / expected);
    }
}
