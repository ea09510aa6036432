using Ting.Measurement;

namespace Ting.Cli.Measuring.Charts;

/// <summary>Detractors, passives and promoters of each group as one bar, with the score and its interval.</summary>
internal static class PromoterChart
{
    public static string Draw(IReadOnlyList<(string Group, int Promoters, int Passives, int Detractors, Interval Score)> groups)
    {
        const double left = 130;
        const double width = 400;
        var drawing = new SvgDrawing(760, 90 + 40 * groups.Count, "Net promoter score");
        (string Name, string Colour)[] parts = [("detractors 0–6", SvgDrawing.Bad), ("passives 7–8", "#cbd2d9"), ("promoters 9–10", SvgDrawing.Good)];
        for (var part = 0; part < parts.Length; part++)
        {
            drawing.Box(left + 135 * part, 42, 12, 12, parts[part].Colour);
            drawing.Text(left + 18 + 135 * part, 53, parts[part].Name);
        }

        for (var row = 0; row < groups.Count; row++)
        {
            var (group, promoters, passives, detractors, score) = groups[row];
            var y = 72 + 40 * row;
            double n = promoters + passives + detractors;
            drawing.Text(left - 12, y + 18, SvgDrawing.Short(group, 18), "end");
            var x = left;
            foreach (var (count, part) in new[] { (detractors, 0), (passives, 1), (promoters, 2) })
            {
                drawing.Box(x, y, width * count / n, 26, parts[part].Colour);
                if (count / n > 0.08)
                    drawing.Text(x + width * count / n / 2, y + 18, Figures.Percent(count / n, 0), "middle", part == 1 ? SvgDrawing.Ink : "#fff");
                x += width * count / n;
            }

            drawing.Text(left + width + 15, y + 18, Figures.Text(score, 0), bold: true);
        }

        return drawing.ToString();
    }
}
