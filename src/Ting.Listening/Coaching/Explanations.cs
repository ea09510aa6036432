namespace Ting.Listening;

/// <summary>Why a rule objects, in the reader's language: by rule and category, then by category, then by rule.</summary>
internal static class Explanations
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Texts = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("why.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1])));

    public static string Of(Mark mark, string language)
    {
        var texts = Texts.Value[language];
        return texts.TryGetValue($"{mark.Rule}.{mark.Category}", out var exact) ? exact
            : texts.TryGetValue(mark.Rule, out var rule) ? rule
            : texts[mark.Category];
    }
}
