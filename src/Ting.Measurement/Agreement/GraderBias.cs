namespace Ting.Measurement;

/// <summary>How one grader differs from the others. The consensus on a unit is the mean of the others there, so that nobody is compared with their own word.</summary>
/// <param name="Grader">Place in the list, from 0.</param>
/// <param name="Bias">The mean difference from the consensus, in points: above 0 is lenient, below 0 strict. Null when the grader shares no unit with another.</param>
/// <param name="MeanAbsoluteError">The mean size of the difference, in points. Null likewise.</param>
/// <param name="Units">How many units both this one and another graded.</param>
public sealed record GraderBias(int Grader, Interval? Bias, double? MeanAbsoluteError, int Units)
{
    /// <param name="ratings">Scores on a scale, where differences mean something.</param>
    public static IReadOnlyList<GraderBias> Of(Ratings ratings) => [.. Enumerable.Range(0, ratings.Graders.Count).Select(grader => Of(ratings, grader))];

    private static GraderBias Of(Ratings ratings, int grader)
    {
        var differences = new List<double>();
        for (var unit = 0; unit < ratings.Units; unit++)
        {
            if (ratings.Graders[grader][unit] is not { } own || ratings.Of(unit) is not { Count: >= 2 } all)
                continue;
            differences.Add(own - (all.Sum() - own) / (all.Count - 1));
        }

        return differences.Count == 0
            ? new GraderBias(grader, null, null, 0)
            : new GraderBias(grader, Average.Of(differences), differences.Average(Math.Abs), differences.Count);
    }
}
