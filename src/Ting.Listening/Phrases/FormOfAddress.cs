namespace Ting.Listening;

/// <summary>How a person is spoken to by name: in English by the first name unless a title stands before it, in Chinese and Japanese by the whole name.</summary>
public static class FormOfAddress
{
    private static readonly string[] Titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "lady", "lord", "rev", "the"];

    /// <param name="language">zh, ja or en.</param>
    public static string Of(string name, string language)
    {
        ArgumentNullException.ThrowIfNull(name);
        var whole = name.Trim();
        var words = whole.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return LanguageOf.Known(language, "") == "en" && words is [var first, _, ..] && first.Length > 1 && !first.EndsWith('.') && !first.EndsWith(',')
            && !Titles.Contains(first, StringComparer.OrdinalIgnoreCase)
            ? first
            : whole;
    }
}
