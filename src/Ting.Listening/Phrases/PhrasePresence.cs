namespace Ting.Listening;

/// <summary>Which of PHR-01's ten categories a draft uses.</summary>
internal static class PhrasePresence
{
    private static readonly (string Category, string Signal)[] Categories =
    [
        ("greeting", "greeting"), ("welcomeAndFarewell", "farewell"), ("request", "request"), ("thanks", "thanks"), ("inquiry", "question"),
        ("response", "response"), ("praise", "praise"), ("congratulation", "congratulation"), ("declining", "refusal"), ("apology", "apology"),
    ];

    public static List<string> In(Draft draft)
    {
        var present = new List<string>();
        foreach (var (category, signal) in Categories)
            if (signal == "refusal" ? DraftFacts.Refuses(draft) : draft.Has(signal))
                present.Add(category);
        return present;
    }
}
