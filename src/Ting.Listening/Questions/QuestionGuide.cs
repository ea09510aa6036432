namespace Ting.Listening;

/// <summary>ASK-01, ASK-02 and ASK-07: what asking is good for, what each kind of question is for, and what speaks for and against the closing one. Texts for tips and lessons.</summary>
public static class QuestionGuide
{
    private static readonly Lazy<Dictionary<string, ILookup<string, string>>> Texts = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("asking.tsv", language).Select(line => line.Split('\t')).ToLookup(parts => parts[0], parts => parts[1])));

    /// <summary>The three benefits of asking.</summary>
    /// <param name="language">zh, ja or en.</param>
    public static IReadOnlyList<string> Benefits(string language) => Of("benefit", language);

    /// <summary>What a kind of question is for, in one sentence.</summary>
    public static string Purpose(QuestionType type, string language) => Of(QuestionReader.Name(type), language)[0];

    /// <summary>"Is there anything else we can do for you today?": reasons for asking it.</summary>
    public static IReadOnlyList<string> ForClosingQuestion(string language) => Of("for", language);

    /// <summary>"Is there anything else we can do for you today?": reasons against asking it.</summary>
    public static IReadOnlyList<string> AgainstClosingQuestion(string language) => Of("against", language);

    private static List<string> Of(string name, string language) => [.. Texts.Value[LanguageOf.Known(language, "")][name]];
}
