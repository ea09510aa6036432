namespace Ting.Measurement;

/// <summary>
/// The chance of a yes from what is known of each: logit p = β₀ + Σ βᵢ·xᵢ, by Newton's method (Cox, J. Royal Statistical Society B 20, 1958). A slight ridge on the
/// standardised slopes (le Cessie and van Houwelingen, Applied Statistics 41, 1992) keeps them finite where what is known tells yes from no without a miss.
/// </summary>
internal static class LogisticRegression
{
    private const double Ridge = 0.01;

    /// <param name="known">What is known of each: as many numbers for every one.</param>
    /// <param name="said">The yes or no of each; both have to occur.</param>
    /// <returns>The chance of a yes of each.</returns>
    public static double[] Chances(IReadOnlyList<IReadOnlyList<double>> known, IReadOnlyList<bool> said)
    {
        var rows = Standardised(known);
        var weights = new double[rows[0].Length];
        var yes = said.Count(it => it) / (double)said.Count;
        weights[0] = Math.Log(yes / (1 - yes));
        for (var step = 0; step < 100; step++)
        {
            var (slope, curve) = Derivatives(rows, said, weights);
            if (LinearEquations.Solve(curve, slope) is not { } change)
                break;

            var longest = change.Max(Math.Abs);
            var damping = longest > 2 ? 2 / longest : 1; // a full step from far away may overshoot for ever
            for (var at = 0; at < weights.Length; at++)
                weights[at] += damping * change[at];
            if (longest < 1e-10)
                break;
        }

        return [.. rows.Select(row => Chance(row, weights))];
    }

    private static (double[] Slope, double[][] Curve) Derivatives(double[][] rows, IReadOnlyList<bool> said, double[] weights)
    {
        var slope = new double[weights.Length];
        double[][] curve = [.. weights.Select(_ => new double[weights.Length])];
        for (var row = 0; row < rows.Length; row++)
        {
            var chance = Chance(rows[row], weights);
            for (var at = 0; at < weights.Length; at++)
            {
                slope[at] += ((said[row] ? 1 : 0) - chance) * rows[row][at];
                for (var other = 0; other <= at; other++)
                    curve[at][other] += chance * (1 - chance) * rows[row][at] * rows[row][other];
            }
        }

        for (var at = 1; at < weights.Length; at++)
        {
            slope[at] -= Ridge * weights[at];
            curve[at][at] += Ridge;
        }

        return (slope, curve);
    }

    private static double Chance(double[] row, double[] weights)
    {
        var sum = 0.0;
        for (var at = 0; at < weights.Length; at++)
            sum += row[at] * weights[at];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>A leading 1, then each number in standard deviations from its mean; 0 where it is the same for all.</summary>
    private static double[][] Standardised(IReadOnlyList<IReadOnlyList<double>> known)
    {
        double[][] rows = [.. known.Select(numbers => (double[])[1, .. numbers])];
        for (var at = 1; at < rows[0].Length; at++)
        {
            var mean = rows.Average(row => row[at]);
            var spread = Math.Sqrt(rows.Average(row => (row[at] - mean) * (row[at] - mean)));
            foreach (var row in rows)
                row[at] = spread > 1e-12 * (1 + Math.Abs(mean)) ? (row[at] - mean) / spread : 0;
        }

        return rows;
    }
}
