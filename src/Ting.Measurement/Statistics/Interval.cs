namespace Ting.Measurement;

/// <summary>A number and the bounds between which it lies with 95 % confidence. Bounds of which nothing is known are −∞ and +∞; none is ever NaN.</summary>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>The standard normal quantile of two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>False where the data say nothing of the spread, as one value alone.</summary>
    public bool IsBounded => double.IsFinite(Low) && double.IsFinite(High);

    internal static Interval Unbounded(double value) => new(value, double.NegativeInfinity, double.PositiveInfinity);

    internal Interval Within(double least, double most) => new(Value, Math.Clamp(Low, least, most), Math.Clamp(High, least, most));
}
