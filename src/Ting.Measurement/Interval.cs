namespace Ting.Measurement;

/// <summary>A number and the bounds between which it lies with the stated confidence.</summary>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>The standard normal quantile of two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    internal Interval Within(double least, double most) => new(Value, Math.Clamp(Low, least, most), Math.Clamp(High, least, most));
}
