using Ting.Measurement;

namespace Ting.Cli.Measuring.Charts;

/// <summary>One row for each figure: a dot with its interval on a common scale.</summary>
internal static class IntervalChart
{
    public sealed record Row(string Label, Interval? Figure, string Said);

    public static string Draw(string title, IReadOnlyList<Row> rows, double least, double most, Func<double, string> axis, double? line = null)
    {
        const double left = 190;
        const double right = 560;
        var bottom = 60 + 30 * rows.Count;
        var drawing = new SvgDrawing(760, bottom + 40, title);
        for (var step = 0; step <= 4; step++)
        {
            var value = least + step * (most - least) / 4;
            drawing.Line(X(value), 50, X(value), bottom, SvgDrawing.Grid);
            drawing.Text(X(value), bottom + 20, axis(value), "middle", SvgDrawing.Quiet);
        }

        if (line is { } at)
            drawing.Line(X(at), 50, X(at), bottom, SvgDrawing.Quiet, 1, "4 3");
        for (var row = 0; row < rows.Count; row++)
        {
            var y = 70 + 30 * row;
            drawing.Text(left - 15, y + 4, SvgDrawing.Short(rows[row].Label, 24), "end");
            drawing.Text(right + 15, y + 4, rows[row].Said, colour: SvgDrawing.Quiet);
            if (rows[row].Figure is not { } figure)
                continue;
            drawing.Line(X(figure.Low), y, X(figure.High), y, SvgDrawing.Main, 3);
            drawing.Dot(X(figure.Value), y, SvgDrawing.Main);
        }

        return drawing.ToString();

        double X(double value) => left + (Math.Clamp(value, least, most) - least) / (most - least) * (right - left);
    }
}
