namespace Ting.Listening;

/// <param name="Category">greeting, welcomeAndFarewell, request, thanks, inquiry, response, praise, congratulation, declining or apology.</param>
/// <param name="Text">May hold {name} for the person spoken to.</param>
/// <param name="Situation">When it fits, in the phrase's own language.</param>
public sealed record Phrase(string Id, string Category, string Subtype, string Text, string Situation);

/// <summary>The standard phrases of PHR-01.</summary>
public static class PhraseLibrary
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<Phrase>>> Phrases = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(language => language, Load));

    /// <param name="language">zh, ja or en; anything else answers in English.</param>
    public static IReadOnlyList<Phrase> For(string language) => Phrases.Value[LanguageOf.Known(language, "")];

    private static IReadOnlyList<Phrase> Load(string language)
    {
        var phrases = new List<Phrase>();
        foreach (var line in KnowledgeFile.Lines("phrases.tsv", language))
        {
            var parts = line.Split('\t');
            phrases.Add(new Phrase($"{parts[0]}-{phrases.Count(it => it.Category == parts[0]) + 1}", parts[0], parts[1], parts[2], parts[3]));
        }

        return phrases;
    }
}
