using Ting.Listening;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>What a simulated customer hears in a line, as the coach reads it.</summary>
internal static class Signal
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "taboo", "fault", "vague", "empathy", "apology", "reason", "refusal", "bareRefusal", "open", "closed", "question", "consult", "specific", "offer", "thanks", "paraphrase", "again",
    };

    /// <param name="line">What the agent says.</param>
    /// <param name="coaching">What the coach says about it.</param>
    /// <param name="moves">What its words do.</param>
    /// <param name="before">What the agent said before.</param>
    public static HashSet<string> Of(string line, Coaching coaching, DraftMoves moves, IReadOnlyList<string> before)
    {
        var heard = new HashSet<string>();
        Add("taboo", coaching.Findings.Any(finding => finding.Severity is Severity.Block));
        Add("fault", coaching.Findings.Any(finding => finding.Severity is Severity.Warn));
        Add("vague", coaching.Findings.Any(finding => finding.Category == "vagueness") || coaching.Promise is { When: null });
        Add("empathy", moves.AnswersFeeling);
        Add("apology", coaching.Apology);
        Add("reason", moves.Reason);
        Add("refusal", coaching.Refusal);
        Add("bareRefusal", coaching.Refusal && !(moves.Sorry && (moves.Reason || moves.Alternative)));
        Add("open", moves.AsksOpenly);
        Add("closed", coaching.QuestionType is QuestionType.Choice or QuestionType.Closed);
        Add("question", coaching.QuestionType is not null);
        Add("consult", coaching.QuestionType is QuestionType.Consulting || moves.Asks);
        Add("specific", coaching.Specific);
        Add("offer", moves.Alternative);
        Add("thanks", coaching.Phrases.Contains("thanks"));
        Add("paraphrase", coaching.Paraphrase);
        Add("again", before.Contains(line, StringComparer.OrdinalIgnoreCase));
        return heard;

        void Add(string signal, bool holds)
        {
            if (holds)
                heard.Add(signal);
        }
    }
}
