namespace Ting.Server.Features.Conversations;

/// <summary>The interface says zh-Hans, the engine zh.</summary>
public static class LanguageCode
{
    public static string? ForEngine(string? language) => language switch
    {
        null or "" => null,
        _ when language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => "zh",
        _ when language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) => "ja",
        _ when language.StartsWith("en", StringComparison.OrdinalIgnoreCase) => "en",
        _ => null,
    };

    /// <summary>zh-Hans, ja or en; null for anything else.</summary>
    public static string? ForInterface(string? language) => ForEngine(language) is "zh" ? "zh-Hans" : ForEngine(language);
}
