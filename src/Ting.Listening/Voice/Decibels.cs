namespace Ting.Listening;

/// <summary>Levels as decibels of mean power below full scale: a square wave of full scale has 0, a sine −3.01.</summary>
internal static class Decibels
{
    /// <summary>Below what 16 bits hold; digital silence reads so.</summary>
    public const double Silence = -100;

    public static double Of(double power) => power <= 1e-10 ? Silence : 10 * Math.Log10(power);
}

/// <summary>Pitch as the ear orders it: twelve steps to the octave.</summary>
internal static class Semitones
{
    /// <summary>The hertz that count as 0.</summary>
    public const double Reference = 50;

    public static double Of(double hertz) => 12 * Math.Log2(hertz / Reference);

    public static double Hertz(double semitones) => Reference * Math.Pow(2, semitones / 12);
}
