using System.Runtime.CompilerServices;

namespace Ting.Measurement;

/// <summary>What measures ask of their input before they count: a wrong number must be refused, or it comes out again as a figure.</summary>
internal static class Require
{
    public static void Some<T>(IReadOnlyCollection<T> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        if (values.Count == 0)
            throw new ArgumentException("There is nothing to measure.", name);
    }

    public static void SameCount(int expected, int actual, string what)
    {
        if (expected != actual)
            throw new ArgumentException($"{what}: {expected} are needed, {actual} are given.");
    }

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw new ArgumentException($"{name} is no finite number.", name);

    public static void Finite(IEnumerable<double> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        var at = 0;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"Number {at + 1} of {name} is no finite number.", name);
            at++;
        }
    }

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentException($"{name} has to be a number above 0.", name);

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentException($"{name} has to be a number, 0 or more.", name);

    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentException($"{name} has to lie between 0 and 1.", name);

    public static int AtLeast(int value, int least, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least ? value : throw new ArgumentException($"{name} has to be {least} or more.", name);

    public static int OnScale(int answer, int points, string what) =>
        answer >= 1 && answer <= points ? answer : throw new ArgumentException($"{what}: {answer} is not on the scale from 1 to {points}.");
}
