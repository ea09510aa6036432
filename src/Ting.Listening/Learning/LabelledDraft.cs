namespace Ting.Listening;

/// <summary>An agent's draft with the answers a reader gave.</summary>
/// <param name="Context">The customer's last messages, oldest first; may be empty.</param>
/// <param name="Findings">Categories of findings; empty for a good draft.</param>
/// <param name="Facts">Null when nobody noted them.</param>
public sealed record LabelledDraft(string Text, string Language, IReadOnlyList<string> Context, IReadOnlyList<string> Findings, DraftLabels? Facts);

/// <param name="Question">The type of the last question, or null without one.</param>
public sealed record DraftLabels(bool Refusal, bool Empathy, bool Promise, QuestionType? Question);
