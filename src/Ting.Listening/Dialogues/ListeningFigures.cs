namespace Ting.Listening;

/// <summary>LIS-01, -03, -06, -08, -11 and NEED-04: how the agent listened, as far as written words show it. Active listening is to make sure of the facts and to answer the feeling.</summary>
/// <param name="TakenUp">Share of the agent's answers that take up what the customer had said; null without one.</param>
/// <param name="FeelingsAnswered">Share of the customer's displeased turns whose next answer speaks to the feeling; null without one.</param>
/// <param name="EmptyAnswers">Answers of nothing but "I see" or "noted" to a customer who had said something.</param>
/// <param name="Defended">Answers that challenge, blame or flatly deny instead of asking.</param>
/// <param name="AskedFirst">The agent asked about the matter before proposing or promising anything; null where nothing was proposed.</param>
/// <param name="Summarised">The agent said back what was understood, or asked whether it was right.</param>
/// <param name="Affirmed">The agent granted the customer's view.</param>
public sealed record ListeningFigures(
    double? TakenUp, double? FeelingsAnswered, int EmptyAnswers, int Defended, bool? AskedFirst, bool Summarised, bool Affirmed)
{
    /// <summary>The facts were made sure of and no feeling was passed over.</summary>
    public bool Active => (Summarised || AskedFirst == true) && FeelingsAnswered is null or >= 0.5;

    internal static ListeningFigures? Of(IReadOnlyList<DialogueTurn> turns, Coaching?[] coached, TurnReading?[] readings, string language)
    {
        int answers = 0, takenUp = 0, displeased = 0, answered = 0, empty = 0, defended = 0;
        bool summarised = false, affirmed = false;
        bool? askedFirst = null;
        var asked = false;
        var acts = RulePatterns.For("listening.tsv", language);
        for (var at = 0; at < turns.Count; at++)
        {
            if (coached[at] is not { } coaching)
                continue;
            var text = FoldedText.Of(turns[at].Text, language);
            var found = acts.In(text).ToList();
            summarised |= found.Exists(it => it.Name == "summary");
            affirmed |= found.Exists(it => it.Name == "affirm");
            defended += coaching.Findings.Any(finding => finding.Severity != Severity.Hint && finding.Category is "quarrel" or "blame" or "contempt" or "negation" or "impatience") ? 1 : 0;
            var proposes = coaching.Promise is not null || coaching.Specific || coaching.QuestionType is QuestionType.Consulting || found.Exists(it => it.Name == "propose");
            var asks = coaching.QuestionType is QuestionType.Targeted or QuestionType.Information or QuestionType.Clarifying or QuestionType.Open or QuestionType.Choice or QuestionType.Closed;
            if (proposes)
                askedFirst ??= asked || (asks && coaching.Promise is null);
            asked |= asks;

            var customer = Before(turns, at);
            if (customer < 0)
                continue;
            answers++;
            takenUp += coaching.Paraphrase ? 1 : 0;
            empty += IsEmpty(text, found) && turns[customer].Text.Length >= (language == "en" ? 20 : 8) ? 1 : 0;
            if (readings[customer] is { Satisfaction: 1 })
            {
                displeased++;
                answered += coaching.Empathy is not null || coaching.Apology ? 1 : 0;
            }
        }

        return coached.All(it => it is null) ? null : new ListeningFigures(
            answers == 0 ? null : Math.Round(takenUp / (double)answers, 3), displeased == 0 ? null : Math.Round(answered / (double)displeased, 3),
            empty, defended, askedFirst, summarised, affirmed);
    }

    // the customer's turn that an agent's turn answers: the one just before, or -1 where the agent goes on speaking
    private static int Before(IReadOnlyList<DialogueTurn> turns, int at) => at > 0 && turns[at - 1].IsCustomer ? at - 1 : -1;

    private static bool IsEmpty(FoldedText text, List<(string Name, PatternHit Hit)> found)
    {
        var said = new bool[text.Length];
        foreach (var (name, hit) in found)
            if (name == "filler")
                said.AsSpan(hit.Start, hit.End - hit.Start).Fill(true);
        for (var at = 0; at < text.Length; at++)
            if (!said[at] && char.IsLetterOrDigit(text[at]))
                return false;
        return text.Length > 0;
    }
}
