namespace Ting.Listening;

/// <summary>
/// What a text does, as far as its words show it: what a learner is told of. Where the coach must be sure before it speaks, this takes the words as they are. Pure and deterministic.
/// </summary>
/// <param name="Refuses">It says no.</param>
/// <param name="Sorry">It says sorry.</param>
/// <param name="Reason">It says why.</param>
/// <param name="Alternative">It offers something (REF-04).</param>
/// <param name="Asks">It leaves the decision to the customer: a request, or a question for consent.</param>
/// <param name="AsksOpenly">Its last question cannot be answered with yes or no, or by choosing from two; or it invites the customer to tell.</param>
/// <param name="AnswersFeeling">It takes up what the customer feels or said (LIS-09).</param>
/// <param name="Tone">REF-02; null when no words show one.</param>
public sealed record DraftMoves(bool Refuses, bool Sorry, bool Reason, bool Alternative, bool Asks, bool AsksOpenly, bool AnswersFeeling, RefusalTone? Tone)
{
    /// <param name="text">What is to be said.</param>
    /// <param name="language">zh, ja or en; null to tell it from the text.</param>
    /// <param name="context">The customer's last messages, oldest first; may be empty.</param>
    public static DraftMoves Of(string text, string? language = null, IReadOnlyList<string>? context = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var draft = new Draft(text, context ?? [], LanguageOf.Known(language, text));
        return new DraftMoves(
            DraftFacts.Refuses(draft), draft.Has("apology"), draft.Has("reason") || draft.GivesReason, draft.Has("offer"), draft.Has("consult") || draft.Has("request"),
            QuestionReader.IsOpen(draft) || draft.Has("empathy.encourage"), (DraftFacts.Empathy(draft) ?? DraftFacts.EmpathyByRule(draft)) is not null || draft.Has("feelingWords"), RefusalTones.Of(draft));
    }
}
