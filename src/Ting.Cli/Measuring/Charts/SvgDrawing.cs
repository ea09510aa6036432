using System.Globalization;
using System.Net;
using System.Text;

namespace Ting.Cli.Measuring.Charts;

/// <summary>Writes a picture as SVG: a few shapes and text, on white, readable in print.</summary>
internal sealed class SvgDrawing
{
    public const string Ink = "#1f2933";
    public const string Quiet = "#7b8794";
    public const string Grid = "#e4e7eb";
    public const string Good = "#2f7d5b";
    public const string Bad = "#c2453d";
    public const string Main = "#2b6cb0";
    private readonly StringBuilder _shapes = new();
    private readonly double _width;
    private readonly double _height;
    private readonly string _title;

    public SvgDrawing(double width, double height, string title)
    {
        _width = width;
        _height = height;
        _title = title;
        Text(20, 28, title, size: 16, bold: true);
    }

    public void Line(double x1, double y1, double x2, double y2, string colour = Ink, double width = 1, string? dash = null) =>
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{colour}\" stroke-width=\"{width:0.##}\"{(dash is null ? "" : $" stroke-dasharray=\"{dash}\"")}/>");

    public void Box(double x, double y, double width, double height, string colour) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, width):0.##}\" height=\"{Math.Max(0, height):0.##}\" fill=\"{colour}\"/>");

    public void Dot(double x, double y, string colour, double radius = 5, bool hollow = false) =>
        Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{(hollow ? "#fff" : colour)}\" stroke=\"{colour}\" stroke-width=\"2\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string colour) =>
        Add($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")))}\"/>");

    /// <param name="x">Of the anchor.</param>
    /// <param name="y">Of the baseline.</param>
    /// <param name="text">Any; it is made safe.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="colour">Of the letters.</param>
    /// <param name="size">In pixels.</param>
    /// <param name="bold">For titles.</param>
    public void Text(double x, double y, string text, string anchor = "start", string colour = Ink, double size = 12, bool bold = false) =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" fill=\"{colour}\" font-size=\"{size:0.##}\"{(bold ? " font-weight=\"600\"" : "")}>{Safe(text)}</text>");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{_width:0.##}" height="{_height:0.##}" viewBox="0 0 {_width:0.##} {_height:0.##}" role="img" font-family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif">
        <title>{Safe(_title)}</title>
        <rect width="100%" height="100%" fill="#fff"/>
        {_shapes}</svg>

        """);

    /// <summary>Shortened so that it fits its place.</summary>
    public static string Short(string text, int letters) => text.Length <= letters ? text : text[..(char.IsHighSurrogate(text[letters - 2]) ? letters - 2 : letters - 1)] + "…";

    private void Add(FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Control letters have no place in XML, not even escaped.</summary>
    private static string Safe(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(letter => !char.IsControl(letter))));
}
