namespace Ting.Measurement;

/// <summary>CSAT: the share of answers that are 4 or 5 of 5, 0 to 1 (top two boxes, a convention of practice; which boxes count has to be said with the figure).</summary>
public static class CustomerSatisfaction
{
    /// <summary>A share from fewer answers than this misleads more than it tells.</summary>
    public const int FewestAnswers = 20;

    public const int SatisfiedFrom = 4;

    /// <summary>The share with the interval of Wilson (1927).</summary>
    /// <param name="scores">Each from 1 to 5; not empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No scores, or one off the scale.</exception>
    public static Interval Share(IReadOnlyCollection<int> scores)
    {
        foreach (var score in scores)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(score, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(score, 5);
        }

        return Proportion.Wilson(scores.Count(score => score >= SatisfiedFrom), scores.Count);
    }
}
