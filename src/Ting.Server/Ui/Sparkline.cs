using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Ui;

/// <summary>The way of an emotion through a conversation, oldest first; the dot is now. Decoration: the word beside it says the present state.</summary>
public static class Sparkline
{
    /// <param name="values">−2 to +2, oldest first; without any nothing is drawn.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public static MarkupString Of(IReadOnlyList<double> values, int width = 54, int height = 18)
    {
        if (values.Count == 0)
            return default;

        var way = values.Count == 1 ? "" : $"<path d=\"{string.Concat(values.Select((value, index) => $"{(index == 0 ? 'M' : 'L')}{Number(X(index))} {Number(Y(value))}"))}\" class=\"spark-l\"></path>";
        return new MarkupString(
            $"<svg class=\"spark\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\"><path d=\"M2 {Number(height / 2.0)}H{width - 2}\" class=\"spark-0\"></path>{way}"
            + $"<circle cx=\"{Number(X(values.Count - 1))}\" cy=\"{Number(Y(values[^1]))}\" r=\"3.2\" class=\"spark-d emo-{EmotionCss.Of((int)Math.Round(values[^1]))}\"></circle></svg>");

        double X(int index) => values.Count == 1 ? width - 8 : 4 + (index * (width - 12.0) / (values.Count - 1));

        double Y(double value) => (height / 2.0) - (Math.Clamp(value, -2, 2) / 2 * ((height / 2.0) - 3));
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
