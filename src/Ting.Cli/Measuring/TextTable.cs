using System.Text;

namespace Ting.Cli.Measuring;

/// <summary>Columns under their names, for a terminal. Numbers stand to the right; Chinese and Japanese letters take two places.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. header.Select((name, at) => _rows.Select(row => Width(row[at])).Append(Width(name)).Max())];
        bool[] isNumber = [.. header.Select((_, at) => at > 0 && _rows.Count > 0 && _rows.All(row => row[at].Length == 0 || char.IsDigit(row[at][0]) || row[at][0] is '−' or '–' or '∞'))];
        var text = new StringBuilder();
        Line(text, header, widths, isNumber);
        Line(text, [.. widths.Select(width => new string('─', width))], widths, isNumber);
        foreach (var row in _rows)
            Line(text, row, widths, isNumber);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths, bool[] isNumber)
    {
        var line = new StringBuilder();
        for (var at = 0; at < cells.Length; at++)
        {
            var space = new string(' ', widths[at] - Width(cells[at]));
            line.Append(at == 0 ? "" : "  ").Append(isNumber[at] ? space + cells[at] : cells[at] + space);
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 ? 2 : 1);
}
