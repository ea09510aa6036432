namespace Ting.Measurement;

/// <summary>How far two ratings are apart. Ratio needs ratings that are not negative.</summary>
public enum RatingMetric { Nominal, Ordinal, Interval, Ratio }

/// <summary>What a coefficient of agreement allows: conclusions, tentative ones, or none.</summary>
public enum AgreementStanding { Accepted, Tentative, Rejected }

/// <summary>
/// The agreement of any number of graders, with values missing: α = 1 − D_o/D_e (Krippendorff, Content Analysis, 4th edition 2018, chapter 12). 1 is perfect, 0 is chance, below 0 is
/// worse than chance.
/// </summary>
/// <param name="Alpha">Null where it is not defined: no unit has two ratings, or all ratings are the same and nothing could have differed.</param>
/// <param name="Units">Those that two or more graded; the others tell nothing of agreement.</param>
/// <param name="Ratings">Those on the units that count.</param>
public sealed record KrippendorffAlpha(double? Alpha, int Units, int Ratings)
{
    public const double AcceptedFrom = 0.8;

    public const double TentativeFrom = 0.667;

    /// <summary>Null where α is.</summary>
    public AgreementStanding? Standing => Alpha switch
    {
        null => null,
        >= AcceptedFrom => AgreementStanding.Accepted,
        >= TentativeFrom => AgreementStanding.Tentative,
        _ => AgreementStanding.Rejected,
    };

    /// <exception cref="ArgumentException">Negative ratings with the ratio metric.</exception>
    public static KrippendorffAlpha Of(Ratings ratings, RatingMetric metric) => new Coincidences(ratings, metric).Alpha();

    /// <summary>The interval by drawing units anew. Null where α is not defined, or is not for more than one draw in twenty: too little varies.</summary>
    /// <param name="ratings">As for <see cref="Of"/>.</param>
    /// <param name="metric">As for <see cref="Of"/>.</param>
    /// <param name="seed">Any number; the same one gives the same interval.</param>
    /// <param name="samples">How often to draw; 100 or more.</param>
    /// <exception cref="ArgumentException">Negative ratings with the ratio metric, or too few draws.</exception>
    public static Interval? Interval(Ratings ratings, RatingMetric metric, int seed = 1, int samples = Bootstrap.Samples)
    {
        Require.AtLeast(samples, 100);
        var coincidences = new Coincidences(ratings, metric);
        if (coincidences.Alpha() is not { Alpha: { } observed, Units: >= 2 })
            return null;

        var random = new SeededRandom(seed);
        var answers = new List<double>(samples);
        for (var sample = 0; sample < samples; sample++)
            if (coincidences.Drawn(random).Alpha is { } drawn)
                answers.Add(drawn);
        return answers.Count < 0.95 * samples ? null : Bootstrap.Bounds(observed, [.. answers]);
    }
}
