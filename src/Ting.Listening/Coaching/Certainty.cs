namespace Ting.Listening;

/// <summary>How sure the model must be: set where, on drafts it had not learnt from, few good ones were objected to.</summary>
internal static class Certainty
{
    /// <summary>From here on the model is sure that a draft is bad.</summary>
    public const double Bad = 0.9;

    /// <summary>And from here on very sure.</summary>
    public const double VeryBad = 0.97;

    // of first answers, which are often bad
    private const double First = 0.4;

    // in the midst of a talk most is the plain business of it
    private const double Midway = 0.92;

    // and hardly anything is bad there while the customer is content
    private const double Calmly = 0.97;

    // what a phrase of its category is worth when the model sees hardly anything of the kind
    private const double Likely = 0.05;

    private const double Named = 0.35;
    private const double HardlyNamed = 0.2;

    // a plain question or a plain answer is soon taken for one of these
    private const double NamedPlainly = 0.5;

    /// <summary>From here on it has something to say by itself: a hint, for one plain message in many reads like a bad one.</summary>
    public static double Hint(Draft draft) => !draft.IsMidway ? First : draft.IsCalm ? Calmly : Midway;

    /// <summary>The model would not object: a phrase that is only often wrong is taken for harmless.</summary>
    public static bool Doubts(Draft draft) => draft.Opinion.Bad < Hint(draft) - 0.1;

    /// <summary>It would not object for this reason.</summary>
    public static bool Doubts(Draft draft, string category) => Doubts(draft) || draft.Opinion.Of(category) < Likely;

    /// <summary>What a rule that is often mistaken may say: a warning only where the model agrees.</summary>
    public static Severity Weak(Draft draft) => draft.Opinion.Bad >= Bad ? Severity.Warn : Severity.Hint;

    /// <summary>It warns under this name, rather than hints.</summary>
    public static bool Warns(double bad, string category, double share) =>
        (bad >= Bad && share >= (category is "noReason" or "conversationEndingQuestion" ? NamedPlainly : Named)) || (bad >= VeryBad && share >= HardlyNamed);
}
