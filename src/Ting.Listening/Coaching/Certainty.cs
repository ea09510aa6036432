namespace Ting.Listening;

/// <summary>How sure the model must be: set where, on drafts it had not learnt from, few good ones were objected to.</summary>
internal static class Certainty
{
    /// <summary>From here on it has something to say by itself: a hint, for one plain message in many reads like a bad one.</summary>
    public const double Hint = 0.6;

    /// <summary>Below it, a phrase that is only often wrong is taken for harmless.</summary>
    public const double Doubt = 0.5;

    /// <summary>From here on the model is sure that a draft is bad.</summary>
    public const double Bad = 0.9;

    private const double VeryBad = 0.97;
    private const double Named = 0.35;
    private const double HardlyNamed = 0.2;

    // a plain question or a plain answer is soon taken for one of these
    private const double NamedPlainly = 0.5;

    /// <summary>What a rule that is often mistaken may say: a warning only where the model agrees.</summary>
    public static Severity Weak(Draft draft) => draft.Opinion.Bad >= Bad ? Severity.Warn : Severity.Hint;

    /// <summary>It warns under this name, rather than hints.</summary>
    public static bool Warns(double bad, string category, double share) =>
        (bad >= Bad && share >= (category is "noReason" or "conversationEndingQuestion" ? NamedPlainly : Named)) || (bad >= VeryBad && share >= HardlyNamed);
}
