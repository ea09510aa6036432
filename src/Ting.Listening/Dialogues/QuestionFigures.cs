namespace Ting.Listening;

/// <summary>ASK-03, -08 and -09: how the agent asked.</summary>
/// <param name="Asked">Agent turns that ask.</param>
/// <param name="Rate">Share of the agent's turns that ask.</param>
/// <param name="OpenShare">Share of the questions that the customer can answer freely; null without a question.</param>
/// <param name="Mix">How many of each of the eight types.</param>
/// <param name="ClosedSeries">The longest run of questions that a yes, a no or a choice answers.</param>
/// <param name="Paraphrased">The agent said again in other words what the customer had said.</param>
/// <param name="NeedFound">After an open question the customer told a wish or a person it is for.</param>
public sealed record QuestionFigures(int Asked, double Rate, double? OpenShare, IReadOnlyDictionary<QuestionType, int> Mix, int ClosedSeries, bool Paraphrased, bool NeedFound)
{
    internal static QuestionFigures? Of(IReadOnlyList<DialogueTurn> turns, Coaching?[] coached, DialogueSignals[] signals)
    {
        var spoken = coached.Count(it => it is not null);
        if (spoken == 0)
            return null;
        var mix = new SortedDictionary<QuestionType, int>();
        int open = 0, asked = 0, series = 0, longest = 0;
        var found = false;
        for (var at = 0; at < turns.Count; at++)
        {
            if (coached[at]?.QuestionType is not { } type)
                continue;
            asked++;
            mix[type] = mix.GetValueOrDefault(type) + 1;
            open += IsOpen(type) ? 1 : 0;
            series = type is QuestionType.Choice or QuestionType.Closed ? series + 1 : 0;
            longest = Math.Max(longest, series);
            found |= IsOpen(type) && at + 1 < turns.Count && turns[at + 1].IsCustomer && signals[at + 1].Has("wish");
        }

        return new QuestionFigures(
            asked, Math.Round(asked / (double)spoken, 3), asked == 0 ? null : Math.Round(open / (double)asked, 3), mix, longest,
            coached.Any(it => it is { Paraphrase: true }), found);
    }

    private static bool IsOpen(QuestionType type) => type is QuestionType.Open or QuestionType.Clarifying or QuestionType.Consulting or QuestionType.Targeted;
}
