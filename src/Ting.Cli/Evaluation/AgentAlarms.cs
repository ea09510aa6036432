using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>How often the coach objects to what real agents wrote, who mostly did well.</summary>
/// <param name="Objected">Messages with any finding, hints too.</param>
/// <param name="Firm">Messages with more than a hint.</param>
/// <param name="Rules">How many messages each rule objects to, by rule and category.</param>
internal sealed record AgentAlarms(string Name, string Language, int Messages, int Objected, int Firm, IReadOnlyList<AgentAlarms.RuleAlarms> Rules)
{
    /// <param name="Firm">Of these, those with more than a hint.</param>
    public sealed record RuleAlarms(string Rule, string Category, int Messages, int Firm);

    private const int Remembered = 2;

    public static AgentAlarms Of(string file, DraftModel model)
    {
        var language = Path.GetFileName(file) is var name && name.Contains("_en", StringComparison.Ordinal) ? "en" : name.Contains("_ja", StringComparison.Ordinal) ? "ja" : "zh";
        int messages = 0, objected = 0, firm = 0;
        var rules = new Dictionary<(string Rule, string Category), (int Messages, int Firm)>();
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
                messages++;
                objected += findings.Count > 0 ? 1 : 0;
                firm += findings.Any(IsFirm) ? 1 : 0;
                foreach (var fired in findings.GroupBy(finding => (finding.Rule, finding.Category)))
                {
                    var before = rules.GetValueOrDefault(fired.Key);
                    rules[fired.Key] = (before.Messages + 1, before.Firm + (fired.Any(IsFirm) ? 1 : 0));
                }
            }
        }

        return new AgentAlarms(Path.GetFileName(file), language, messages, objected, firm,
            [.. rules.OrderByDescending(it => it.Value.Messages).ThenBy(it => it.Key).Select(it => new RuleAlarms(it.Key.Rule, it.Key.Category, it.Value.Messages, it.Value.Firm))]);
    }

    private static bool IsFirm(Finding finding) => finding.Severity != Severity.Hint;
}
