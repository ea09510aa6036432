using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Conversations;

/// <summary>The interface says zh-Hans, the engine zh.</summary>
public static class LanguageCode
{
    /// <returns>zh, ja or en; null for anything else.</returns>
    public static string? ForEngine(string? language) => Languages.Closest(language) is "zh-Hans" ? "zh" : Languages.Closest(language);
}
