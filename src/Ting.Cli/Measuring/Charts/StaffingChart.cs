namespace Ting.Cli.Measuring.Charts;

/// <summary>Bars with a number each: agents by interval, or the service level by agents.</summary>
internal static class StaffingChart
{
    /// <param name="title">What the bars are.</param>
    /// <param name="bars">In order.</param>
    /// <param name="line">A target to be reached; null for none.</param>
    /// <param name="said">The number on a bar.</param>
    public static string Draw(string title, IReadOnlyList<(string Label, double Value)> bars, Func<double, string> said, double? line = null)
    {
        const double left = 40;
        const double top = 60;
        const double height = 260;
        var width = Math.Max(26, Math.Min(70, 900.0 / bars.Count));
        var highest = Math.Max(1e-9, Math.Max(bars.Max(bar => bar.Value), line ?? 0));
        var drawing = new SvgDrawing(left + width * bars.Count + 40, top + height + 50, title);
        for (var at = 0; at < bars.Count; at++)
        {
            var (x, y) = (left + width * at, Y(bars[at].Value));
            drawing.Box(x + 3, y, width - 6, top + height - y, line is { } target && bars[at].Value < target ? "#cbd2d9" : SvgDrawing.Main);
            drawing.Text(x + width / 2, y - 5, said(bars[at].Value), "middle", size: 11);
            if (width >= 40 || at % 2 == 0)
                drawing.Text(x + width / 2, top + height + 18, SvgDrawing.Short(bars[at].Label, 9), "middle", SvgDrawing.Quiet, 11);
        }

        if (line is { } wanted)
            drawing.Line(left, Y(wanted), left + width * bars.Count, Y(wanted), SvgDrawing.Bad, 1, "4 3");
        return drawing.ToString();

        double Y(double value) => top + (1 - value / highest) * height;
    }
}
