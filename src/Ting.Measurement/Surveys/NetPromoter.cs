namespace Ting.Measurement;

/// <summary>Net promoter score, −100 to 100: per cent of 9 and 10 less per cent of 0 to 6 (Reichheld, Harvard Business Review 81, 2003).</summary>
public static class NetPromoter
{
    /// <param name="scores">Each from 0 to 10; not empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No scores, or one off the scale.</exception>
    public static Interval Score(IReadOnlyCollection<int> scores)
    {
        foreach (var score in scores)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(score);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(score, 10);
        }

        return Score(scores.Count(score => score >= 9), scores.Count(score => score is 7 or 8), scores.Count(score => score <= 6));
    }

    /// <summary>The interval is the normal one of a difference of two shares of one sample: a bare score misleads.</summary>
    public static Interval Score(int promoters, int passives, int detractors)
    {
        var error = StandardError(promoters, passives, detractors);
        double n = promoters + passives + detractors;
        var score = 100 * (promoters - detractors) / n;
        return new Interval(score, score - Interval.Z95 * error, score + Interval.Z95 * error).Within(-100, 100);
    }

    /// <summary>√((p + d − (p − d)²) / n), in points: the variance of a multinomial difference.</summary>
    public static double StandardError(int promoters, int passives, int detractors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        double n = promoters + passives + detractors;
        ArgumentOutOfRangeException.ThrowIfZero(n);

        var (p, d) = (promoters / n, detractors / n);
        return 100 * Math.Sqrt((p + d - (p - d) * (p - d)) / n);
    }
}
