namespace Ting.Listening;

/// <summary>MODE-01 to MODE-04: how to speak to this customer now, and why.</summary>
/// <param name="Mode">Narration (straight to the point), description (others' cases), explication (step by step) or commentary (facts from which they judge).</param>
/// <param name="Why">One sentence, in the language asked for.</param>
/// <param name="Opening">A first sentence in that mode.</param>
/// <param name="Avoid">What spoils it.</param>
/// <param name="Switch">When to go on in another mode.</param>
/// <param name="SwitchedFrom">The mode the customer's earlier messages asked for, when this one asks for another (MODE-02); else null.</param>
public sealed record ModeAdvice(Mode Mode, string Why, string Opening, string Avoid, string Switch, Mode? SwitchedFrom)
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string[]>>> Texts = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("modes.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1..])));

    /// <param name="readings">The customer's messages so far, oldest first.</param>
    /// <param name="language">zh, ja or en.</param>
    /// <param name="likesPraise">Whether this customer likes direct praise of a product, as the profile knows it (MODE-04); null when unknown.</param>
    /// <returns>Null when no message shows a mode.</returns>
    public static ModeAdvice? For(IReadOnlyList<Reading> readings, string language, bool? likesPraise = null)
    {
        ArgumentNullException.ThrowIfNull(readings);
        Mode? now = null;
        Mode? before = null;
        for (var at = readings.Count - 1; at >= 0 && before is null; at--)
            if (now is null)
                now = readings[at].Mode;
            else if (readings[at].Mode is { } earlier && earlier != now)
                before = earlier;
        if (now is not { } mode)
            return null;

        // who does not like a product praised hears of others who use it
        if (likesPraise == false && mode == Mode.Narration)
            mode = Mode.Description;
        var parts = Texts.Value[LanguageOf.Known(language, "")][Key(mode)];
        return new ModeAdvice(mode, parts[0], parts[1], parts[2], parts[3], before == mode ? null : before);
    }

    private static string Key(Mode mode) => mode switch
    {
        Mode.Narration => "narration",
        Mode.Description => "description",
        Mode.Explication => "explication",
        _ => "commentary",
    };
}
