namespace Ting.Listening;

/// <summary>Tells Chinese, Japanese and English apart by their letters: kana is Japanese, Han without kana mostly Chinese.</summary>
internal static class LanguageOf
{
    private const string JapaneseOnly = "込働峠畑辻枠匂栃榊腺塀拝営図広応売読気駅円楽桜沢浜黒戸様";
    private static readonly string[] JapaneseWords = ["御社", "弊社", "注文番号", "返品希望", "返金希望", "領収書", "在庫確認", "担当者", "名義変更", "交換希望", "見積書"];

    public static string Text(string text)
    {
        int kana = 0, han = 0, latin = 0, japaneseHan = 0;
        foreach (var letter in text)
            if (letter is >= '\u3041' and <= '\u30fa' or >= '\uff66' and <= '\uff9d')
                kana++;
            else if (letter is >= '\u3400' and <= '\u9fff')
            {
                han++;
                japaneseHan += JapaneseOnly.Contains(letter, StringComparison.Ordinal) ? 1 : 0;
            }
            else if (char.IsAsciiLetter(letter))
                latin++;

        if (kana > 0 && kana * 8 >= han + kana
            && !(kana == 1 && han >= 6 && text.Contains('の', StringComparison.Ordinal)))
            return kana + han >= latin / 8 ? "ja" : "en";
        if (han == 0)
            return "en";
        if (latin > 12 * han)
            return "en";
        if (japaneseHan > 0)
            return "ja";
        foreach (var word in JapaneseWords)
            if (text.Contains(word, StringComparison.Ordinal))
                return "ja";
        return "zh";
    }

    public static string Known(string? language, string text) => language switch
    {
        null => Text(text),
        _ when language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => "zh",
        _ when language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) => "ja",
        _ when language.StartsWith("en", StringComparison.OrdinalIgnoreCase) => "en",
        _ => Text(text),
    };
}
