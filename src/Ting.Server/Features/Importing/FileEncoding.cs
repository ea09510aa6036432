using System.Text;

namespace Ting.Server.Features.Importing;

/// <summary>
/// In which encoding a file is written. A mark at its beginning says so; what is valid UTF-8 is UTF-8; between the two national encodings the common characters decide,
/// for text of one read as the other is full of rare ones.
/// </summary>
public static class FileEncoding
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Utf16Big = "utf-16BE";
    public const string Gb18030 = "gb18030";
    public const string ShiftJis = "shift_jis";

    public static readonly IReadOnlyList<string> All = [Utf8, Gb18030, ShiftJis, Utf16, Utf16Big];

    /// <summary>What cannot be read becomes U+FFFD, so that it is seen.</summary>
    /// <exception cref="ArgumentException">None of <see cref="All"/>.</exception>
    public static Encoding Of(string name) => name switch
    {
        Utf8 => new UTF8Encoding(false),
        Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        Utf16Big => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        Gb18030 or ShiftJis => National(name, new DecoderReplacementFallback("\uFFFD")),
        _ => throw new ArgumentException($"{name} is no encoding that files are read in.", nameof(name)),
    };

    /// <param name="bytes">The beginning of the file; more bytes tell more.</param>
    public static string Guess(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            return Utf8;
        if (bytes is [0xFF, 0xFE, ..])
            return Utf16;
        if (bytes is [0xFE, 0xFF, ..])
            return Utf16Big;
        if (IsUtf8(bytes))
            return Utf8;
        return Likeness(bytes, ShiftJis, JapaneseWeight) > Likeness(bytes, Gb18030, ChineseWeight) ? ShiftJis : Gb18030;
    }

    // The last character may be cut off in the middle.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; cut < 4 && cut <= bytes.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^cut]))
                return true;
            if (cut < bytes.Length && bytes[^(cut + 1)] < 0x80)
                return false;
        }

        return false;
    }

    private static double Likeness(ReadOnlySpan<byte> bytes, string encoding, Func<char, byte[], double> weight)
    {
        var reading = Of(encoding);
        var text = reading.GetString(bytes);
        var (sum, count) = (0.0, 0);
        foreach (var character in text)
        {
            if (character < 0x80)
                continue;
            count++;
            sum += character == '\uFFFD' ? -3 : weight(character, reading.GetBytes([character]));
        }

        return count == 0 ? 0 : sum / count;
    }

    // The first half of JIS X 0208 holds the characters that are in daily use; half-width kana are what Chinese looks like when it is read as Japanese.
    private static double JapaneseWeight(char character, byte[] bytes) => character switch
    {
        >= '\u3041' and <= '\u30FE' => 1.5,
        >= '\uFF61' and <= '\uFF9F' => -1,
        _ => bytes is [>= 0x88 and <= 0x97, _] or [0x81 or 0x82, _] ? 1 : bytes.Length == 2 ? 0 : -1,
    };

    // The first level of GB 2312, likewise.
    private static double ChineseWeight(char character, byte[] bytes) => character switch
    {
        >= '\u3041' and <= '\u30FE' => -0.5, // kana stand in GB 2312 too, but not in Chinese
        _ => bytes switch
        {
            [>= 0xB0 and <= 0xD7, >= 0xA1] or [0xA1 or 0xA3, >= 0xA1] => 1,
            [>= 0xD8 and <= 0xF7, >= 0xA1] => 0.2,
            _ => -1,
        },
    };

    private static Encoding National(string name, DecoderFallback fallback) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback) ?? throw new InvalidOperationException($"{name} is not there.");
}
