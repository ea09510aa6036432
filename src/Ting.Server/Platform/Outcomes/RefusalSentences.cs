using Microsoft.Extensions.Localization;

namespace Ting.Server.Platform.Outcomes;

/// <summary>Finds the sentence for a refusal's code among the texts that the features registered.</summary>
public sealed class RefusalSentences(IStringLocalizerFactory localizers, IEnumerable<RefusalTexts> texts)
{
    private readonly IStringLocalizer[] _texts = [.. texts.Select(text => localizers.Create(text.Type))];

    /// <returns>The sentence in the current language, or null when no feature has one for this code.</returns>
    public string? For(string code) =>
        _texts.Select(text => text[code]).FirstOrDefault(sentence => !sentence.ResourceNotFound)?.Value;
}

public sealed record RefusalTexts(Type Type);

public static class RefusalTextsSetup
{
    public static IServiceCollection AddRefusalTexts<TText>(this IServiceCollection services) =>
        services.AddSingleton(new RefusalTexts(typeof(TText)));
}
