namespace Ting.Listening;

/// <summary>How many syllables a written word has, near enough to compare how long words are drawn: a Chinese character one, a kana one mora, elsewhere a group of vowels.</summary>
public static class WrittenSyllables
{
    private const string Small = "ゃゅょぁぃぅぇぉャュョァィゥェォ";

    /// <summary>At least 1.</summary>
    public static int In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (count, inVowels) = (0, false);
        foreach (var letter in text)
        {
            var vowel = char.IsAscii(letter) && "aeiouy".Contains(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            count += letter is (>= '぀' and <= 'ヿ') or (>= '㐀' and <= '鿿') ? Small.Contains(letter, StringComparison.Ordinal) ? 0 : 1 : vowel && !inVowels ? 1 : 0;
            inVowels = vowel;
        }

        return Math.Max(1, count);
    }
}
