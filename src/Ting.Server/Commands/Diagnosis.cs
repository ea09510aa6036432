using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Commands;

internal enum Health { Good, Attention, Problem }

/// <summary>What the doctor found about one thing.</summary>
internal sealed record Finding(string Check, Health Health, string Detail);

internal static class Diagnosis
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string AsJson(IReadOnlyList<Finding> findings) =>
        JsonSerializer.Serialize(new { healthy = findings.All(finding => finding.Health is not Health.Problem), checks = findings }, Json);

    public static IEnumerable<string> AsTable(IReadOnlyList<Finding> findings)
    {
        var names = findings.ToDictionary(finding => finding, finding => CommandLine.Say($"doctor.{finding.Check}"));
        var widest = names.Values.Max(Width);
        foreach (var finding in findings)
        {
            var mark = finding.Health switch { Health.Good => "ok  ", Health.Attention => "?   ", _ => "FAIL" };
            yield return $"{mark}  {names[finding]}{new string(' ', widest - Width(names[finding]))}  {finding.Detail}";
        }
    }

    // Chinese and Japanese letters are two columns wide in a terminal.
    private static int Width(string text) => text.Sum(letter => letter >= 0x2E80 ? 2 : 1);
}
