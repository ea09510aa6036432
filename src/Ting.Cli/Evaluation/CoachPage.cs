using System.Globalization;
using System.Text;

namespace Ting.Cli.Evaluation;

/// <summary>The part of docs/accuracy.md about the coach.</summary>
internal static class CoachPage
{
    private static readonly Dictionary<string, (double Bar, bool AtMost)> Bars = new(StringComparer.Ordinal)
    {
        ["good or not, accuracy"] = (0.94, false),
        ["findings, precision"] = (0.85, false),
        ["findings, recall"] = (0.70, false),
        ["objected to of good drafts"] = (0.02, true),
        ["objected to of good turns"] = (0.02, true),
        ["question type, accuracy"] = (0.80, false),
        ["open or closed, accuracy"] = (0.95, false),
    };

    private const double MostAlarms = 0.02;

    public static void Write(StringBuilder page, IReadOnlyList<(string Name, DraftScores Scores)> drafts, IReadOnlyList<AgentAlarms> alarms)
    {
        if (drafts.Count > 0 || alarms.Count > 0)
            page.Append("## The coach\nAn objection is any finding, a hint too, unless it says \"hints aside\". Findings are counted over categories; one about wording alone is not counted.\n");
        foreach (var (name, scores) in drafts)
            Part(page, name, scores);
        if (alarms.Count > 0)
            Alarms(page, alarms);
        if (drafts.Count > 0 || alarms.Count > 0)
            page.Append('\n');
    }

    private static void Part(StringBuilder page, string name, DraftScores scores)
    {
        string[] languages = [.. scores.Languages];
        page.Append(CultureInfo.InvariantCulture, $"\n### {name}: drafts the coach's model never saw\n\n");
        page.Append("| figure | ").AppendJoin(" | ", languages).Append(" | bar |\n|").AppendJoin("|", Enumerable.Repeat(" --- ", languages.Length + 2)).Append("|\n");
        foreach (var (figure, of) in DraftScores.Figures)
        {
            double?[] values = [.. languages.Select(language => of(scores[language]))];
            if (values.All(value => value is null))
                continue;
            var barred = Bars.TryGetValue(figure, out var bar);
            page.Append(CultureInfo.InvariantCulture, $"| {figure} | ").AppendJoin(" | ", values.Select(Cell))
                .Append(" | ").Append(barred ? $"{(bar.AtMost ? "≤ " : "")}{bar.Bar.ToString(".00", CultureInfo.InvariantCulture)}" : "").Append(" |\n");

            string Cell(double? value) => value is not { } it ? ""
                : figure == "drafts" ? it.ToString("0", CultureInfo.InvariantCulture)
                : it.ToString("0.000", CultureInfo.InvariantCulture) + (barred && (bar.AtMost ? it > bar.Bar : it < bar.Bar) ? " **missed**" : "");
        }

        page.Append("\n| category: found, too many, missed | ").AppendJoin(" | ", languages).Append(" |\n|").AppendJoin("|", Enumerable.Repeat(" --- ", languages.Length + 1)).Append("|\n");
        foreach (var category in languages.SelectMany(language => scores[language].Categories.Of.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"| {category} | ").AppendJoin(" | ", languages.Select(language => scores[language].Categories.Of.TryGetValue(category, out var it) ? $"{it.Hit}, {it.Extra}, {it.Missed}" : "")).Append(" |\n");
    }

    private static void Alarms(StringBuilder page, IReadOnlyList<AgentAlarms> alarms)
    {
        page.Append("\n### What real agents wrote\nNever learned from; most of it is good service, some of it is not, so the share can hardly be nought. The bar is 0.020 of good messages.\n\n");
        page.Append("| set | messages | objected to | hints aside |\n| --- | --- | --- | --- |\n");
        foreach (var set in alarms)
        {
            var firm = set.Firm / (double)set.Messages;
            var objected = set.Objected / (double)set.Messages;
            page.Append(CultureInfo.InvariantCulture, $"| {set.Name} | {set.Messages} | {objected:0.000} {Bar(objected)} | {firm:0.000} {Bar(firm)} |\n");
        }

        page.Append("\nMessages that each rule objects to, in brackets those with more than a hint:\n\n| rule | category | ").AppendJoin(" | ", alarms.Select(set => set.Name)).Append(" |\n|");
        page.AppendJoin("|", Enumerable.Repeat(" --- ", alarms.Count + 2)).Append("|\n");
        foreach (var (rule, category) in alarms.SelectMany(set => set.Rules).Select(it => (it.Rule, it.Category)).Distinct().Order())
            page.Append(CultureInfo.InvariantCulture, $"| {rule} | {category} | ")
                .AppendJoin(" | ", alarms.Select(set => set.Rules.FirstOrDefault(it => it.Rule == rule && it.Category == category) is { } fired ? $"{fired.Messages} ({fired.Firm})" : "")).Append(" |\n");

        static string Bar(double share) => share <= MostAlarms ? "met" : "**missed**";
    }
}
