namespace Ting.Measurement;

/// <summary>Solves small systems of linear equations whose matrix is symmetric and positive definite.</summary>
internal static class LinearEquations
{
    /// <summary>By Cholesky's decomposition (Bulletin géodésique 2, 1924); null where the matrix is not positive definite.</summary>
    /// <param name="matrix">Square and symmetric; its lower half is read.</param>
    public static double[]? Solve(double[][] matrix, double[] right)
    {
        var count = right.Length;
        var lower = new double[count][];
        for (var row = 0; row < count; row++)
        {
            lower[row] = new double[row + 1];
            for (var column = 0; column <= row; column++)
            {
                var rest = matrix[row][column];
                for (var at = 0; at < column; at++)
                    rest -= lower[row][at] * lower[column][at];
                if (row == column && !(rest > 0))
                    return null;
                lower[row][column] = row == column ? Math.Sqrt(rest) : rest / lower[column][column];
            }
        }

        double[] solution = [.. right];
        for (var row = 0; row < count; row++)
        {
            for (var at = 0; at < row; at++)
                solution[row] -= lower[row][at] * solution[at];
            solution[row] /= lower[row][row];
        }

        for (var row = count - 1; row >= 0; row--)
        {
            for (var at = row + 1; at < count; at++)
                solution[row] -= lower[at][row] * solution[at];
            solution[row] /= lower[row][row];
        }

        return solution;
    }
}
