namespace Ting.Measurement;

/// <summary>What a miss costs: every one the same, or more the farther off it is.</summary>
public enum KappaWeights { None, Linear, Quadratic }

/// <summary>
/// The agreement of two graders beyond chance: κ = (p_o − p_e)/(1 − p_e) (Cohen, Educational and Psychological Measurement 20, 1960; weighted: Psychological Bulletin 70, 1968).
/// </summary>
/// <param name="Observed">The share they agree on, 0 to 1; with weights, near misses count in part: w = 1 − |i − j|/(k − 1), or its square.</param>
/// <param name="Expected">The same if each graded by chance with the frequencies shown.</param>
/// <param name="Kappa">At most 1. Null where chance already agrees on everything: both graders used one and the same category.</param>
/// <param name="Units">How many both graded.</param>
public sealed record CohenKappa(double Observed, double Expected, double? Kappa, int Units)
{
    /// <param name="table">Square: rows what the first said, columns what the second said; categories in their order.</param>
    /// <param name="weights">None for categories without an order.</param>
    /// <exception cref="ArgumentException">Fewer than two categories, not square, a negative count, or nothing graded.</exception>
    public static CohenKappa Of(IReadOnlyList<IReadOnlyList<int>> table, KappaWeights weights = KappaWeights.None)
    {
        var count = Require.AtLeast(table.Count, 2, "The number of categories");
        foreach (var row in table)
        {
            Require.SameCount(count, row.Count, "Columns of each row");
            foreach (var cell in row)
                Require.AtLeast(cell, 0, "A count");
        }

        var total = table.Sum(row => row.Sum(cell => (long)cell));
        Require.AtLeast((int)Math.Min(total, int.MaxValue), 1, "The number of units");
        double[] rows = [.. table.Select(row => row.Sum(cell => (double)cell) / total)];
        double[] columns = [.. Enumerable.Range(0, count).Select(column => table.Sum(row => (double)row[column]) / total)];
        var (observed, expected) = (0.0, 0.0);
        for (var row = 0; row < count; row++)
            for (var column = 0; column < count; column++)
            {
                var weight = Weight(weights, row, column, count);
                observed += weight * table[row][column] / total;
                expected += weight * rows[row] * columns[column];
            }

        var isOneCategory = Enumerable.Range(0, count).Any(at => table[at][at] == total); // rounding may leave 1 − p_e a last digit above 0
        return new CohenKappa(observed, expected, isOneCategory ? null : (observed - expected) / (1 - expected), (int)Math.Min(total, int.MaxValue));
    }

    /// <param name="first">The category of each unit, from 0; null where it was not graded. Units that one of the two left out do not count.</param>
    /// <param name="second">The same units.</param>
    /// <param name="categories">How many there are.</param>
    /// <param name="weights">None for categories without an order.</param>
    public static CohenKappa Of(IReadOnlyList<int?> first, IReadOnlyList<int?> second, int categories, KappaWeights weights = KappaWeights.None)
    {
        Require.SameCount(first.Count, second.Count, "The units of the two graders");
        Require.AtLeast(categories, 2);
        int[][] table = [.. Enumerable.Range(0, categories).Select(_ => new int[categories])];
        foreach (var (one, other) in first.Zip(second))
        {
            if (one is null || other is null)
                continue;
            if (one < 0 || one >= categories || other < 0 || other >= categories)
                throw new ArgumentException($"{one} and {other}: categories are numbered from 0 to {categories - 1}.");
            table[one.Value][other.Value]++;
        }

        return Of(table, weights);
    }

    private static double Weight(KappaWeights weights, int row, int column, int count)
    {
        var distance = Math.Abs(row - column) / (count - 1.0);
        return weights switch
        {
            KappaWeights.Linear => 1 - distance,
            KappaWeights.Quadratic => 1 - distance * distance,
            _ => row == column ? 1 : 0,
        };
    }
}
