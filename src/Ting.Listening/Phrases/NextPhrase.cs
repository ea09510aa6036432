namespace Ting.Listening;

/// <summary>EMO-02: a first sentence for the reply that answers what the customer feels and needs.</summary>
public static class NextPhrase
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Openings = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("openings.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1])));

    /// <param name="personName">How the person is called, without a title in Japanese; null when unknown.</param>
    public static string Suggest(Reading reading, string language, string? personName)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var spoken = LanguageOf.Known(language, "");
        var openings = Openings.Value[spoken];
        var opening = Named(openings[Key(reading.Emotion.ToString())], spoken, personName);

        // in calm talk the need says more than a greeting; a strong feeling is answered alone
        if (reading.Need is not { } need || reading.Emotion is not (Emotion.Neutral or Emotion.Dissatisfied or Emotion.Satisfied))
            return opening;
        return opening + (spoken == "en" ? " " : "") + openings[$"need.{Key(need.ToString())}"];
    }

    private static string Named(string opening, string language, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name))
            return opening.Replace("{name}", FormOfAddress.Of(name, language), StringComparison.Ordinal);
        var rest = language switch
        {
            "zh" => opening.Replace("{name}，", "", StringComparison.Ordinal),
            "ja" => opening.Replace("{name}様、", "", StringComparison.Ordinal),
            _ => opening.Replace("{name}, ", "", StringComparison.Ordinal),
        };
        return char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    private static string Key(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
