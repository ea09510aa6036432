using Ting.Measurement;

namespace Ting.Server.Features.WordingEffects;

/// <summary>What came after a conversation.</summary>
public enum WordingOutcome
{
    /// <summary>The customer had bought before, and not again in the days that are watched.</summary>
    Lost,

    /// <summary>The chance that the customer still buys, as customer value counted it last, is below one half.</summary>
    AtRisk,

    /// <summary>The customer threatened to go further, or asked for a manager.</summary>
    Escalated,

    /// <summary>A complaint was opened about it.</summary>
    Complained,
}

/// <param name="Hits">Conversations in which it came to that.</param>
/// <param name="Count">Of how many of which it can be told.</param>
public readonly record struct OutcomeCount(int Hits, int Count)
{
    public static OutcomeCount operator -(OutcomeCount all, OutcomeCount part) => new(all.Hits - part.Hits, all.Count - part.Count);

    public Interval? Share => Count == 0 ? null : Proportion.Wilson(Hits, Count);
}

/// <summary>Conversations with a wording beside those without it.</summary>
/// <param name="Category">Of the coach's rules; null for any of them.</param>
public sealed record WordingEffect(string? Category, WordingOutcome Outcome, OutcomeCount With, OutcomeCount Without)
{
    /// <summary>With fewer conversations on either side nothing is said.</summary>
    public const int Fewest = CustomerSatisfaction.FewestAnswers;

    public bool IsFew => With.Count < Fewest || Without.Count < Fewest;

    /// <summary>How much more often it came to that with the wording; null where there is nothing to compare.</summary>
    public Interval? Difference => With.Count == 0 || Without.Count == 0 ? null : Proportion.Difference(With.Hits, With.Count, Without.Hits, Without.Count);

    /// <summary>How many times as often; null where either side has none.</summary>
    public Interval? Ratio => With.Count == 0 || Without.Count == 0 ? null : Proportion.Ratio(With.Hits, With.Count, Without.Hits, Without.Count);

    /// <summary>Whether it can be told from chance.</summary>
    public bool IsClear => !IsFew && Difference is { } difference && (difference.Low > 0 || difference.High < 0);
}

/// <param name="Conversations">Resolved in the time.</param>
/// <param name="WithAny">Of them with any wording that the coach marked and that was sent.</param>
/// <param name="Days">How long was watched whether somebody bought again.</param>
public sealed record WordingReport(int Conversations, int WithAny, int Days, IReadOnlyList<WordingEffect> Effects)
{
    public IEnumerable<WordingEffect> Of(WordingOutcome outcome) => Effects.Where(it => it.Outcome == outcome);
}
