namespace Ting.Listening;

/// <summary>A score whose parts are shown: wording 50, feeling 15, clarity 15, substance 20.</summary>
internal static class DraftScore
{
    public static Dictionary<string, int> Of(Draft draft, IReadOnlyList<Finding> findings, bool refusal, bool reason, bool specific, string? empathy, bool apology)
    {
        var wording = 50;
        var clarity = 15;
        foreach (var finding in findings)
            if (finding.Rule == "LANG-13")
                clarity -= 5;
            else
                wording -= finding.Severity switch { Severity.Block => 30, Severity.Warn => 15, _ => 5 };

        var upset = draft.Customer is { Sentiment: Sentiment.Negative };
        var feeling = !upset ? 15 : (empathy is null ? 0 : 9) + (apology ? 6 : 0);
        var vague = findings.Any(finding => finding.Category is "vagueness" or "noReason");
        var substance = vague ? 5 : refusal && !reason ? 10 : upset && !specific ? 14 : 20;
        return new Dictionary<string, int>
        {
            ["wording"] = Math.Max(0, wording),
            ["feeling"] = feeling,
            ["clarity"] = Math.Max(0, clarity),
            ["substance"] = substance,
        };
    }
}
