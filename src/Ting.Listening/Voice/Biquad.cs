namespace Ting.Listening;

/// <summary>A filter of second order (R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients"), maximally flat.</summary>
internal sealed class Biquad
{
    private readonly double _b0, _b1, _b2, _a1, _a2;
    private double _s1, _s2;

    private Biquad(double b0, double b1, double b2, double a0, double a1, double a2) =>
        (_b0, _b1, _b2, _a1, _a2) = (b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    public static Biquad LowPass(double hertz, double sampleRate)
    {
        var (cosine, alpha) = Turn(hertz, sampleRate);
        return new Biquad((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    public static Biquad HighPass(double hertz, double sampleRate)
    {
        var (cosine, alpha) = Turn(hertz, sampleRate);
        return new Biquad((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    public double Pass(double sample)
    {
        var passed = (_b0 * sample) + _s1;
        _s1 = (_b1 * sample) - (_a1 * passed) + _s2;
        _s2 = (_b2 * sample) - (_a2 * passed);
        return passed;
    }

    private static (double Cosine, double Alpha) Turn(double hertz, double sampleRate)
    {
        var angle = 2 * Math.PI * hertz / sampleRate;
        return (Math.Cos(angle), Math.Sin(angle) / Math.Sqrt(2));
    }
}
