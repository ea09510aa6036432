namespace Ting.Cli.Measuring.Charts;

/// <summary>The curve of the running share, the largest first, beside the line on which all would be equal.</summary>
internal static class ParetoChart
{
    private const int MostPoints = 400;

    public static string Draw(IReadOnlyList<double> cumulative, double share, double reaching)
    {
        const double left = 80;
        const double top = 60;
        const double width = 560;
        const double height = 340;
        var highest = Math.Max(1, cumulative.Max());
        var drawing = new SvgDrawing(700, 480, $"Pareto, n = {cumulative.Count}");
        for (var tick = 0; tick <= 5; tick++)
        {
            drawing.Line(left, Y(tick / 5.0), left + width, Y(tick / 5.0), SvgDrawing.Grid);
            drawing.Text(left - 10, Y(tick / 5.0) + 4, Figures.Percent(tick / 5.0, 0), "end", SvgDrawing.Quiet);
            drawing.Text(X(tick / 5.0), top + height + 20, Figures.Percent(tick / 5.0, 0), "middle", SvgDrawing.Quiet);
        }

        drawing.Line(X(0), Y(0), X(1), Y(1), SvgDrawing.Quiet, 1, "4 3");
        var step = Math.Max(1, cumulative.Count / MostPoints);
        drawing.Path(
            [(X(0), Y(0)), .. Enumerable.Range(1, cumulative.Count).Where(at => at % step == 0 || at == cumulative.Count).Select(at => (X(at / (double)cumulative.Count), Y(cumulative[at - 1])))],
            SvgDrawing.Main);
        drawing.Line(X(0), Y(share), X(reaching), Y(share), SvgDrawing.Bad, 1, "3 3");
        drawing.Line(X(reaching), Y(share), X(reaching), Y(0), SvgDrawing.Bad, 1, "3 3");
        drawing.Text(X(reaching) + 8, Y(share) + 18, $"{Figures.Percent(reaching)} bring {Figures.Percent(share, 0)}", colour: SvgDrawing.Bad);
        drawing.Text(left + width / 2, top + height + 44, "of all, the largest first", "middle");
        drawing.Text(left, top - 12, "of the sum");
        return drawing.ToString();

        double X(double value) => left + value * width;
        double Y(double value) => top + (1 - value / highest) * height;
    }
}
