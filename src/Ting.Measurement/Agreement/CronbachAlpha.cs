namespace Ting.Measurement;

/// <summary>
/// Whether items measure one thing: α = k/(k − 1) · (1 − Σ var(item) / var(total)) (Cronbach, Psychometrika 16, 1951). From 0.7 usable, from 0.8 good (Nunnally,
/// Psychometric Theory, 1978). At most 1; below 0 where items work against each other, which mostly means that one was not turned round.
/// </summary>
public static class CronbachAlpha
{
    public const double UsableFrom = 0.7;

    public const double GoodFrom = 0.8;

    /// <param name="rows">One for each respondent, two or more; each with the same two or more items, negatively worded ones already turned round.</param>
    /// <returns>Null where the totals do not differ: nothing was told apart, so nothing can be said.</returns>
    /// <exception cref="ArgumentException">Too few respondents or items, rows of different length, or what is no finite number.</exception>
    public static double? Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        Require.AtLeast(rows.Count, 2, "The number of respondents");
        Require.AtLeast(rows[0].Count, 2, "The number of items");
        foreach (var row in rows)
        {
            Require.SameCount(rows[0].Count, row.Count, "The items of each respondent");
            Require.Finite(row, "the answers");
        }

        return Of(rows.Count, rows[0].Count, (row, item) => rows[row][item]);
    }

    internal static double? Of(int respondents, int items, Func<int, int, double> answer)
    {
        var totals = new double[respondents];
        var itemVariances = 0.0;
        var answers = new double[respondents];
        for (var item = 0; item < items; item++)
        {
            for (var row = 0; row < respondents; row++)
            {
                answers[row] = answer(row, item);
                totals[row] += answers[row];
            }

            itemVariances += Variance(answers);
        }

        var total = Variance(totals);
        return total <= 1e-20 * (1 + itemVariances) ? null : items / (items - 1.0) * (1 - itemVariances / total);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
