namespace Ting.Listening;

/// <summary>REF-02: the five tones of a refusal.</summary>
public enum RefusalTone { Affirming, Complimenting, Consulting, Sympathetic, Tactful }

/// <summary>REF-02: which tone a refusal takes, and a sentence to begin each with.</summary>
public static class RefusalTones
{
    private static readonly Lazy<Dictionary<string, Dictionary<RefusalTone, string>>> Texts = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("tones.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => Tone(parts[0]), parts => parts[2])));

    /// <summary>A first sentence for each tone.</summary>
    /// <param name="language">zh, ja or en.</param>
    public static IReadOnlyDictionary<RefusalTone, string> Openings(string language) => Texts.Value[LanguageOf.Known(language, "")];

    /// <summary>The warmest tone its words show; null for a bare refusal, or for none.</summary>
    internal static RefusalTone? Of(Draft draft)
    {
        RefusalTone? tone = null;
        foreach (var (name, hit) in RulePatterns.For("tones.tsv", draft.Language).In(draft.Text))
            if (!draft.Text.IsQuoted(hit.Start) && (tone is null || Warmth(Tone(name)) > Warmth(tone.Value)))
                tone = Tone(name);
        return tone;
    }

    // nearly every refusal has a word of tact, and many end in a question: what is rarer says more
    private static int Warmth(RefusalTone tone) => tone switch
    {
        RefusalTone.Tactful => 0,
        RefusalTone.Consulting => 1,
        RefusalTone.Sympathetic => 2,
        RefusalTone.Complimenting => 3,
        _ => 4,
    };

    private static RefusalTone Tone(string name) => name switch
    {
        "affirming" => RefusalTone.Affirming,
        "complimenting" => RefusalTone.Complimenting,
        "consulting" => RefusalTone.Consulting,
        "sympathetic" => RefusalTone.Sympathetic,
        _ => RefusalTone.Tactful,
    };
}
