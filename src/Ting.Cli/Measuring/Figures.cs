using System.Globalization;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>Numbers for people and for programs. What is not defined is a dash for the one and null for the other.</summary>
internal static class Figures
{
    public static string Text(double? figure, int digits = 2)
    {
        if (figure is not { } number || double.IsNaN(number))
            return "–";
        if (double.IsInfinity(number))
            return number > 0 ? "∞" : "−∞";
        var rounded = Math.Round(number, digits, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("N" + digits, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>3.20 (3.05 to 3.35)</summary>
    public static string Text(Interval? interval, int digits = 2) =>
        interval is not { } it ? "–" : it.IsBounded ? $"{Text(it.Value, digits)} ({Text(it.Low, digits)} to {Text(it.High, digits)})" : $"{Text(it.Value, digits)} (unknown)";

    public static string Percent(double? share, int digits = 1) => share is { } it ? Text(100 * it, digits) + " %" : "–";

    public static string Percent(Interval? share, int digits = 1) => share is { } it ? $"{Percent(it.Value, digits)} ({Text(100 * it.Low, digits)} to {Text(100 * it.High, digits)})" : "–";

    public static JsonNode? Json(double? figure) => figure is { } it && double.IsFinite(it) ? JsonValue.Create(it) : null;

    public static JsonNode? Json(Interval? interval) => interval is { } it ? new JsonObject { ["value"] = Json(it.Value), ["low"] = Json(it.Low), ["high"] = Json(it.High) } : null;

    public static JsonArray Json(IEnumerable<JsonNode?> items) => new([.. items]);
}
