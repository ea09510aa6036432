namespace Ting.Measurement;

/// <summary>Gauss's function ₂F₁ where the buying models need it.</summary>
internal static class Hypergeometric
{
    private const int MostTerms = 2_000_000;

    /// <summary>
    /// ₂F₁(a, b; c; z) for 0 ≤ z &lt; 1 and c above 0, by its series; where c &lt; a + b the series is slow and its terms are large, so Euler's transformation
    /// (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z) comes first (Abramowitz and Stegun 1964, 15.1.1 and 15.3.3).
    /// </summary>
    public static double Gauss(double a, double b, double c, double z)
    {
        if (z is not (>= 0 and < 1))
            throw new ArgumentException("z has to be 0 or more, and below 1.", nameof(z));
        return c < a + b ? Math.Pow(1 - z, c - a - b) * Series(c - a, c - b, c, z) : Series(a, b, c, z);
    }

    private static double Series(double a, double b, double c, double z)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var n = 0; n < MostTerms; n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
            if (Math.Abs(term) <= 1e-16 * (1 - z) * Math.Abs(sum)) // what is left is at most about term / (1 − z)
                return sum;
        }

        throw new ArgumentException($"The series of 2F1({a}, {b}; {c}; {z}) does not settle.");
    }
}
