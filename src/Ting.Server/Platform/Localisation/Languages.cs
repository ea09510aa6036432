using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Ting.Server.Platform.Localisation;

/// <summary>The three languages people read us in, equals in everything.</summary>
public static class Languages
{
    public const string Cookie = "ting-lang";

    public static readonly IReadOnlyList<Language> All =
    [
        new("zh-Hans", "简体中文", "中"),
        new("ja", "日本語", "日"),
        new("en", "English", "EN"),
    ];

    public static Language Current => All.First(language => language.Code == Closest(CultureInfo.CurrentUICulture.Name));

    /// <summary>The one of our languages nearest to a tag such as zh-TW or en-GB, or null.</summary>
    public static string? Closest(string? tag) => tag?.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "zh" or "yue" or "wuu" => "zh-Hans",
        "ja" => "ja",
        "en" => "en",
        _ => null,
    };

    /// <summary>Says something in a language: what a job writes has no reader whose language would be known already.</summary>
    public static T In<T>(string? tag, Func<T> say)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Closest(tag) ?? "en");
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    /// <summary>What was chosen, or else what the browser prefers, or else English.</summary>
    internal static string Of(HttpRequest request)
    {
        if (Closest(request.Cookies[Cookie]) is { } chosen)
            return chosen;

        return request.GetTypedHeaders().AcceptLanguage
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => Closest(wish.Value.Value))
            .FirstOrDefault(language => language is not null) ?? "en";
    }

    internal sealed class Provider : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            Task.FromResult<ProviderCultureResult?>(new(Of(httpContext.Request)));
    }
}

/// <param name="Code">The BCP 47 tag for lang attributes and texts.</param>
/// <param name="Name">In the language itself.</param>
/// <param name="Face">One or two characters for the rail.</param>
public sealed record Language(string Code, string Name, string Face);
