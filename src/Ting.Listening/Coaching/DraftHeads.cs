namespace Ting.Listening;

/// <summary>What the draft model answers, and where each answer stands among its outputs.</summary>
internal static class DraftHeads
{
    public const int Bad = 11;
    public const int Refusal = 12;
    public const int Empathy = 13;
    public const int Promise = 14;

    /// <summary>None, then the eight types of <see cref="QuestionType"/>: one of nine.</summary>
    public const int Question = 15;
    public const int Questions = 9;
    public const int Count = Question + Questions;

    public static readonly string[] Categories =
    [
        "negation", "noReason", "contempt", "vagueness", "impatience", "quarrel", "blame", "command", "companyImage", "forbiddenQuestion", "conversationEndingQuestion",
    ];

    public static int Of(string category) => Array.IndexOf(Categories, category);
}
