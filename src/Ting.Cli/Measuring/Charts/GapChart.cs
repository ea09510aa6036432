using Ting.Measurement;

namespace Ting.Cli.Measuring.Charts;

/// <summary>Expectation and perception of each dimension on the scale of the questionnaire, and the gap between them.</summary>
internal static class GapChart
{
    public static string Draw(ServqualReport report, int points)
    {
        const double left = 150;
        const double right = 540;
        List<(string Label, ServqualScore Score)> rows = [.. report.Dimensions.Select(it => (it.Dimension.ToString(), it.Score)), ("All", report.Weighted ?? report.Unweighted)];
        var bottom = 70 + 40 * rows.Count;
        var drawing = new SvgDrawing(760, bottom + 50, $"SERVQUAL, n = {report.Respondents}");
        drawing.Dot(left, 46, SvgDrawing.Quiet, hollow: true);
        drawing.Text(left + 12, 50, "expected");
        drawing.Dot(left + 100, 46, SvgDrawing.Main);
        drawing.Text(left + 112, 50, "perceived, with its interval");
        for (var point = 1; point <= points; point++)
        {
            if (points > 12 && point % (points / 10 + 1) != 1)
                continue;
            drawing.Line(X(point), 62, X(point), bottom, SvgDrawing.Grid);
            drawing.Text(X(point), bottom + 20, Figures.Text(point, 0), "middle", SvgDrawing.Quiet);
        }

        for (var row = 0; row < rows.Count; row++)
        {
            var (label, score) = rows[row];
            var y = 86 + 40 * row;
            drawing.Text(left - 15, y + 4, label, "end", bold: row == rows.Count - 1);
            drawing.Line(X(score.Perception.Low), y + 8, X(score.Perception.High), y + 8, SvgDrawing.Main, 2);
            if (score.Expectation is { } expected && score.Gap is { } gap)
            {
                drawing.Line(X(expected.Value), y, X(score.Perception.Value), y, gap.Value < 0 ? SvgDrawing.Bad : SvgDrawing.Good, 4);
                drawing.Dot(X(expected.Value), y, SvgDrawing.Quiet, hollow: true);
                drawing.Text(right + 15, y + 4, Figures.Text(gap), colour: gap.High < 0 ? SvgDrawing.Bad : gap.Low > 0 ? SvgDrawing.Good : SvgDrawing.Quiet);
            }
            else
            {
                drawing.Text(right + 15, y + 4, Figures.Text(score.Perception), colour: SvgDrawing.Quiet);
            }

            drawing.Dot(X(score.Perception.Value), y, SvgDrawing.Main);
        }

        return drawing.ToString();

        double X(double value) => left + (value - 1) / (points - 1) * (right - left);
    }
}
