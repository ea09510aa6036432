namespace Ting.Measurement;

/// <summary>The logarithm of Γ, which does not overflow where Γ does.</summary>
internal static class GammaFunction
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>ln Γ(x) for x above 0, to about 14 digits: the recurrence up to 12, then Stirling's series (Abramowitz and Stegun 1964, 6.1.15 and 6.1.41).</summary>
    public static double Log(double x)
    {
        var product = 1.0;
        while (x < 12)
        {
            product *= x;
            x++;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * 691.0 / 360360)))));
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series - Math.Log(product);
    }

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).</summary>
    public static double LogBeta(double a, double b) => Log(a) + Log(b) - Log(a + b);
}
