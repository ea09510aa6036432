namespace Ting.Listening;

/// <summary>How sure the model must be: set where, on drafts it had not learnt from, few good ones were objected to.</summary>
internal static class Certainty
{
    /// <summary>From here on it has something to say by itself: a hint, for one plain message in many reads like a bad one.</summary>
    public const double Hint = 0.6;

    /// <summary>From here on it warns, if it can also say what is wrong.</summary>
    public const double Warn = 0.9;

    /// <summary>A category is likely enough to be named in a warning.</summary>
    public const double Named = 0.2;

    /// <summary>From here on it warns under the likeliest name.</summary>
    public const double Certain = 0.97;

    /// <summary>Below it, a phrase that is only often wrong is taken for harmless.</summary>
    public const double Doubt = 0.5;
}
