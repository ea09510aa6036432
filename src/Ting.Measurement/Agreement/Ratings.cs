namespace Ting.Measurement;

/// <summary>What several graders said of the same units. A program that grades is one grader among them.</summary>
public sealed class Ratings
{
    /// <param name="graders">For each grader one value for each unit; null where the grader left it out. Categories without an order are numbered at will.</param>
    /// <exception cref="ArgumentException">Fewer than two graders, no unit, graders with different numbers of units, or what is no finite number.</exception>
    public Ratings(IReadOnlyList<IReadOnlyList<double?>> graders)
    {
        Require.AtLeast(graders.Count, 2, "The number of graders");
        Units = Require.AtLeast(graders[0].Count, 1, "The number of units");
        foreach (var grader in graders)
        {
            Require.SameCount(Units, grader.Count, "The units of each grader");
            Require.Finite(grader.Where(value => value is not null).Select(value => value!.Value), "the ratings");
        }

        Graders = [.. graders.Select(grader => (IReadOnlyList<double?>)[.. grader])];
    }

    public IReadOnlyList<IReadOnlyList<double?>> Graders { get; }

    public int Units { get; }

    /// <summary>The share of pairs of graders that said the same, averaged over units that two or more graded; null where there is none. On skewed classes it flatters: show κ or α beside it.</summary>
    public double? RawAgreement
    {
        get
        {
            var shares = Enumerable.Range(0, Units).Select(Of).Where(values => values.Count >= 2)
                .Select(values => values.CountBy(value => value).Sum(group => group.Value * (group.Value - 1.0)) / (values.Count * (values.Count - 1.0))).ToList();
            return shares.Count == 0 ? null : shares.Average();
        }
    }

    /// <summary>What was said of a unit.</summary>
    public IReadOnlyList<double> Of(int unit) => [.. Graders.Where(grader => grader[unit] is not null).Select(grader => grader[unit]!.Value)];
}
