namespace Ting.Listening;

/// <summary>How sure the model must be, per language: set where, on drafts it had not learnt from, few good ones were objected to.</summary>
internal static class Certainty
{
    /// <summary>From here on it warns by itself.</summary>
    public static double Warn(string language) => language switch { "zh" => 0.5, "ja" => 0.35, _ => 0.35 };

    /// <summary>Below it, a phrase that is only often wrong is taken for harmless.</summary>
    public static double Doubt(string language) => language switch { "zh" => 0.3, "ja" => 0.2, _ => 0.25 };
}
