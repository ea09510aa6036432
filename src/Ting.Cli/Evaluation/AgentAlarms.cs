using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>How often the coach objects to what real agents wrote, who mostly did well.</summary>
/// <param name="Objected">Messages with any finding, hints too.</param>
/// <param name="Firm">Messages with more than a hint.</param>
/// <param name="Categories">Of the firm ones: how many messages each category stands in.</param>
internal sealed record AgentAlarms(string Name, string Language, int Messages, int Objected, int Firm, IReadOnlyDictionary<string, int> Categories)
{
    private const int Remembered = 2;

    public static AgentAlarms Of(string file, DraftModel model)
    {
        var language = Path.GetFileName(file) is var name && name.Contains("_en", StringComparison.Ordinal) ? "en" : name.Contains("_ja", StringComparison.Ordinal) ? "ja" : "zh";
        int messages = 0, objected = 0, firm = 0;
        var categories = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            using var json = JsonDocument.Parse(line);
            var said = new List<string>();
            foreach (var turn in json.RootElement.GetProperty("turns").EnumerateArray())
            {
                var text = turn.GetProperty("text").GetString()!;
                if (turn.GetProperty("speaker").GetString() is not ("agent" or "system"))
                {
                    said.Add(text);
                    continue;
                }

                var findings = Coach.Review(text, [.. said.TakeLast(Remembered)], language, model: model).Findings;
                string[] grave = [.. findings.Where(finding => finding.Severity != Severity.Hint).Select(finding => finding.Category).Distinct()];
                messages++;
                objected += findings.Count > 0 ? 1 : 0;
                firm += grave.Length > 0 ? 1 : 0;
                foreach (var category in grave)
                    categories[category] = categories.GetValueOrDefault(category) + 1;
            }
        }

        return new AgentAlarms(Path.GetFileName(file), language, messages, objected, firm, categories);
    }
}
