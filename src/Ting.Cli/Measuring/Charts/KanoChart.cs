namespace Ting.Cli.Measuring.Charts;

/// <summary>Features between how much they delight and how much they are missed.</summary>
internal static class KanoChart
{
    /// <param name="features">Better and the size of Worse, both 0 to 1.</param>
    /// <param name="better">The line between low and high.</param>
    /// <param name="worse">The same for what is missed.</param>
    public static string Draw(IReadOnlyList<(string Name, double Better, double Worse)> features, double better, double worse)
    {
        const double left = 80;
        const double top = 60;
        const double size = 440;
        var drawing = new SvgDrawing(620, 570, "Kano");
        drawing.Box(left, top, size, size, "#f7f9fb");
        drawing.Line(X(worse), top, X(worse), top + size, SvgDrawing.Quiet, 1, "4 3");
        drawing.Line(left, Y(better), left + size, Y(better), SvgDrawing.Quiet, 1, "4 3");
        drawing.Text(left + 8, top + 18, "attractive", colour: SvgDrawing.Quiet);
        drawing.Text(left + size - 8, top + 18, "one-dimensional", "end", SvgDrawing.Quiet);
        drawing.Text(left + 8, top + size - 10, "indifferent", colour: SvgDrawing.Quiet);
        drawing.Text(left + size - 8, top + size - 10, "must-be", "end", SvgDrawing.Quiet);
        for (var tick = 0; tick <= 4; tick++)
        {
            drawing.Text(X(tick / 4.0), top + size + 20, Figures.Text(tick / 4.0), "middle", SvgDrawing.Quiet);
            drawing.Text(left - 10, Y(tick / 4.0) + 4, Figures.Text(tick / 4.0), "end", SvgDrawing.Quiet);
        }

        drawing.Text(left + size / 2, top + size + 42, "missed when absent (−Worse)", "middle");
        drawing.Text(left, top - 12, "delights when present (Better)");
        var taken = new List<(double X, double Y)>();
        foreach (var (name, up, down) in features.OrderByDescending(feature => feature.Better))
        {
            drawing.Dot(X(down), Y(up), SvgDrawing.Main);
            var isRight = down > 0.7;
            var (x, y) = (X(down), Y(up) + 4);
            while (taken.Any(other => Math.Abs(other.X - x) < 130 && Math.Abs(other.Y - y) < 13))
                y += 13; // names of features that lie close together stand below each other
            taken.Add((x, y));
            drawing.Text(x + (isRight ? -10 : 10), y, SvgDrawing.Short(name, 28), isRight ? "end" : "start");
        }

        return drawing.ToString();

        double X(double value) => left + value * size;
        double Y(double value) => top + (1 - value) * size;
    }
}
