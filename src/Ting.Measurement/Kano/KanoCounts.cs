namespace Ting.Measurement;

/// <summary>How many customers put one feature into each class.</summary>
public sealed record KanoCounts
{
    private const double Fong90 = 1.65;

    /// <exception cref="ArgumentException">A negative count, or nobody.</exception>
    public KanoCounts(int mustBe, int oneDimensional, int attractive, int indifferent, int reverse = 0, int questionable = 0)
    {
        foreach (var count in (int[])[mustBe, oneDimensional, attractive, indifferent, reverse, questionable])
            Require.AtLeast(count, 0, "A count");
        (MustBe, OneDimensional, Attractive, Indifferent, Reverse, Questionable) = (mustBe, oneDimensional, attractive, indifferent, reverse, questionable);
        Require.AtLeast(Total, 1, "The number of answers");
    }

    public int MustBe { get; }
    public int OneDimensional { get; }
    public int Attractive { get; }
    public int Indifferent { get; }
    public int Reverse { get; }
    public int Questionable { get; }
    public int Total => MustBe + OneDimensional + Attractive + Indifferent + Reverse + Questionable;

    /// <summary>The most frequent class; ties go to what hurts more when it is missing: must-be, one-dimensional, attractive, indifferent.</summary>
    public KanoClass Class => Ranked()[0].Class;

    /// <summary>
    /// Whether the first class is ahead of the second by more than chance: |a − b| ≥ 1.65 · √((a + b)(2n − a − b) / 2n), at 90 % (Fong, Center for Quality of Management Journal 5, 1996).
    /// Where it is not, the feature means different things to different customers.
    /// </summary>
    public bool IsClear
    {
        get
        {
            var ranked = Ranked();
            double a = ranked[0].Count;
            double b = ranked[1].Count;
            double n = Total;
            return a - b >= Fong90 * Math.Sqrt((a + b) * (2 * n - a - b) / (2 * n));
        }
    }

    /// <summary>Berger's rule: where those who care (O + A + M) are at least as many as the rest (I + R + Q), the largest of the three; otherwise the largest of the rest.</summary>
    public KanoClass ClassOfThoseWhoCare
    {
        get
        {
            var care = OneDimensional + Attractive + MustBe >= Indifferent + Reverse + Questionable;
            return Ranked().First(it => it.Class is KanoClass.MustBe or KanoClass.OneDimensional or KanoClass.Attractive == care).Class;
        }
    }

    /// <summary>(A + O) / (A + O + M + I): how far having it raises satisfaction, 0 to 1, with Wilson's interval. Null when nobody is in the four classes.</summary>
    public Interval? Better => Four == 0 ? null : Proportion.Wilson(Attractive + OneDimensional, Four);

    /// <summary>−(O + M) / (A + O + M + I): how far lacking it lowers satisfaction, −1 to 0, with Wilson's interval. Null when nobody is in the four classes.</summary>
    public Interval? Worse
    {
        get
        {
            if (Four == 0)
                return null;
            var share = Proportion.Wilson(OneDimensional + MustBe, Four);
            return new Interval(-share.Value, -share.High, -share.Low);
        }
    }

    private int Four => Attractive + OneDimensional + MustBe + Indifferent;

    /// <summary>Where the feature lies between <see cref="Better"/> and <see cref="Worse"/>. Null where these are.</summary>
    /// <param name="better">The line between high and low; 0.5, or the mean of all features.</param>
    /// <param name="worse">The same for the size of <see cref="Worse"/>, as a positive number.</param>
    public KanoClass? Quadrant(double better = 0.5, double worse = 0.5)
    {
        Require.Share(better);
        Require.Share(worse);
        return (Better, Worse) is not ({ } up, { } down) ? null : (up.Value >= better, -down.Value >= worse) switch
        {
            (true, true) => KanoClass.OneDimensional,
            (true, false) => KanoClass.Attractive,
            (false, true) => KanoClass.MustBe,
            _ => KanoClass.Indifferent,
        };
    }

    private List<(KanoClass Class, int Count)> Ranked()
    {
        (KanoClass Class, int Count)[] counts =
        [
            (KanoClass.MustBe, MustBe), (KanoClass.OneDimensional, OneDimensional), (KanoClass.Attractive, Attractive),
            (KanoClass.Indifferent, Indifferent), (KanoClass.Reverse, Reverse), (KanoClass.Questionable, Questionable),
        ];
        return [.. counts.OrderByDescending(it => it.Count).ThenBy(it => it.Class)];
    }
}
