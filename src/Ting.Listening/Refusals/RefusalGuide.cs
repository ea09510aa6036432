namespace Ting.Listening;

/// <summary>REF-01: the three steps of a good refusal.</summary>
public enum RefusalStep { AskPurpose, FirmButCareful, TakeBlameAndExplain }

/// <param name="Advice">What the step is for, one sentence.</param>
/// <param name="Example">A sentence that does it.</param>
public sealed record RefusalStepAdvice(RefusalStep Step, bool Done, string Advice, string Example);

/// <summary>
/// REF-01: a refusal goes step by step. First ask what it is for, since something else may serve; then say clearly what cannot be, with an alternative or in a tone
/// that spares the customer; then take the trouble on ourselves and explain it.
/// </summary>
public static class RefusalGuide
{
    private static readonly Lazy<Dictionary<string, Dictionary<RefusalStep, (string Advice, string Example)>>> Texts = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("refusals.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => Enum.Parse<RefusalStep>(parts[0], ignoreCase: true), parts => (parts[1], parts[2]))));

    /// <summary>The three steps in their order, each with whether the agent's turns so far have done it.</summary>
    /// <param name="turns">The talk so far, with the draft as its last turn if there is one.</param>
    /// <param name="language">zh, ja or en: of the talk and of the advice.</param>
    public static IReadOnlyList<RefusalStepAdvice> Steps(IReadOnlyList<DialogueTurn> turns, string language)
    {
        ArgumentNullException.ThrowIfNull(turns);
        var spoken = LanguageOf.Known(language, "");
        bool asked = false, refused = false, explained = false;
        for (var at = 0; at < turns.Count; at++)
        {
            if (turns[at].IsCustomer)
                continue;
            var said = Coach.Review(turns[at].Text, [.. turns.Take(at).Where(turn => turn.IsCustomer).TakeLast(2).Select(turn => turn.Text)], spoken);

            // once it is refused, asking what it was for comes too late
            asked |= !refused && !said.Refusal && said.QuestionType is not null and not QuestionType.Service and not QuestionType.Closed;
            refused |= said.Refusal && !said.Findings.Any(finding => finding.Severity != Severity.Hint);
            explained |= said.Apology && said.ReasonGiven && (said.Refusal || refused);
        }

        return [.. Enum.GetValues<RefusalStep>().Select(step => new RefusalStepAdvice(
            step, step switch { RefusalStep.AskPurpose => asked, RefusalStep.FirmButCareful => refused, _ => explained }, Texts.Value[spoken][step].Advice, Texts.Value[spoken][step].Example))];
    }

    /// <summary>The first step that is still to be done; null when all three are.</summary>
    public static RefusalStepAdvice? Next(IReadOnlyList<DialogueTurn> turns, string language) => Steps(turns, language).FirstOrDefault(step => !step.Done);
}
