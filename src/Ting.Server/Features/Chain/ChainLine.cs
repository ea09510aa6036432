using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Features.Chain;

/// <summary>The small picture of one link: its way through the periods, broken where nothing was measured. Decoration: the numbers stand in the table.</summary>
public static class ChainLine
{
    private const double Width = 140;
    private const double Height = 40;

    public static MarkupString Of(IReadOnlyList<double?> values)
    {
        var measured = values.OfType<double>().ToList();
        if (measured.Count == 0)
            return default;

        var (least, most) = (measured.Min(), measured.Max());
        var way = new StringBuilder();
        var isGap = true;
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] is { } value)
                way.Append(isGap ? 'M' : 'L').Append(N(X(at))).Append(' ').Append(N(Y(value)));
            isGap = values[at] is null;
        }

        var last = values.Count - 1;
        while (values[last] is null)
            last--;
        return new MarkupString(
            $"<svg class=\"chain-w\" viewBox=\"0 0 {N(Width)} {N(Height)}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path d=\"{way}\" /><path class=\"chain-now\" d=\"M{N(X(last))} {N(Y(values[last]!.Value))}h0.01\" /></svg>");

        double X(int at) => values.Count == 1 ? Width / 2 : 5 + at * (Width - 10) / (values.Count - 1);

        double Y(double value) => most == least ? Height / 2 : Height - 6 - (value - least) / (most - least) * (Height - 12);
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
