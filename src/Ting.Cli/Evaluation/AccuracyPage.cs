using System.Globalization;
using System.Text;

namespace Ting.Cli.Evaluation;

/// <summary>The page docs/accuracy.md: every figure with its floor, its baseline and, where there is one, its bar, met or not.</summary>
internal static class AccuracyPage
{
    private static readonly Dictionary<(string Field, string Language), double> Bars = new()
    {
        [("emotion", "zh")] = 0.80,
        [("emotion", "ja")] = 0.88,
        [("emotion", "en")] = 0.82,
        [("sentiment", "zh")] = 0.88,
        [("sentiment", "ja")] = 0.88,
        [("sentiment", "en")] = 0.86,
        [("complaint", "zh")] = 0.85,
        [("complaint", "ja")] = 0.85,
        [("complaint", "en")] = 0.85,
        [("escalation", "zh")] = 0.85,
        [("escalation", "ja")] = 0.85,
        [("escalation", "en")] = 0.85,
        [("urgency", "zh")] = 0.70,
        [("urgency", "ja")] = 0.70,
        [("urgency", "en")] = 0.70,
    };

    private static readonly Dictionary<string, (string Bar, string Published)> Known = new(StringComparer.Ordinal)
    {
        ["shopping10_zh"] = ("accuracy .82", "a model trained on the set itself: .93"),
        ["chnsenticorp_zh"] = ("accuracy .82", "a model trained on the set itself: .86"),
        ["marcsubset_ja"] = ("accuracy .66", "a model trained on the set itself: .72"),
        ["jddc_sat_zh"] = ("macro-F1 .45", "trained on eight times the data: accuracy .654"),
        ["uss_mwoz_en"] = ("", "a model trained on the set itself: accuracy .48, macro-F1 .47"),
        ["uss_sgd_en"] = ("", "a model trained on the set itself: accuracy .57, macro-F1 .54"),
        ["uss_redial_en"] = ("", "a model trained on the set itself: accuracy .49, macro-F1 .44"),
    };

    public static string Of(Measured measured)
    {
        var page = new StringBuilder();
        page.Append("""
            # Accuracy

            Written by `ting evaluate`; every figure was measured by that command, none is typed in. Macro-F1 is the mean F1 of the labels that occur; complaint and escalation show
            the F1 of "true". *Floor*: always saying the most frequent label. *Baseline*: naive Bayes over pairs of characters, learned from the same messages.
            *ECE*: expected calibration error over ten bins. A missed bar stands here as missed.


            """);
        foreach (var (name, ours, baseline) in measured.Messages)
            Part(page, name, ours, baseline);
        CoachPage.Write(page, measured.Drafts, measured.Alarms);
        if (measured.Sets.Count > 0)
            Sets(page, measured.Sets);
        return page.ToString().TrimEnd() + "\n";
    }

    private static void Part(StringBuilder page, string name, MessageScores ours, MessageScores? baseline)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {name}\n");
        if (baseline is not null)
            page.Append("The part kept back: messages that the model never saw; near duplicates and the turns of one dialogue were kept back together.\n");
        page.Append("\n| field | language | items | F1 | bar | accuracy | κ | ECE | floor F1 | baseline F1 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var field in MessageScores.Fields)
            foreach (var language in ours.Languages.Order(StringComparer.Ordinal))
                if (ours[language, field] is { } it)
                {
                    var figure = MessageScores.Figure(field, it);
                    var bar = Bars.TryGetValue((field, language), out var wanted) ? $"{Text(wanted)} {(figure >= wanted ? "met" : "**missed**")}" : "";
                    var floor = field is "complaint" or "escalation" ? 0 : it.MajorityMacroF1;
                    page.Append(CultureInfo.InvariantCulture, $"| {field} | {language} | {it.Total} | {Text(figure)} | {bar} | {Text(it.Accuracy)} | {Text(it.Kappa)} | {Text(it.CalibrationError)} | {Text(floor)} | {(baseline?[language, field] is { } simple ? Text(MessageScores.Figure(field, simple)) : "")} |\n");
                }

        foreach (var language in ours.Languages.Order(StringComparer.Ordinal))
            if (ours[language, "emotion"] is { } emotion)
            {
                page.Append(CultureInfo.InvariantCulture, $"\n### {name}, emotion, {language}: what was right (rows), what was answered (columns)\n\n");
                Matrix(page, emotion);
            }

        page.Append('\n');
    }

    private static void Sets(StringBuilder page, IReadOnlyList<SetScores> sets)
    {
        page.Append("## Real text from elsewhere\nNever learned from, neither its texts nor its labels. In sets of two classes the sign of the sentiment score answers.\n\n");
        page.Append("| set | what | items | accuracy | macro-F1 | bar | floor accuracy | baseline accuracy | ECE | raters agree | for orientation |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var set in sets)
        {
            var known = Known.GetValueOrDefault(set.Name.Split('.')[0]);
            page.Append(CultureInfo.InvariantCulture, $"| {set.Name} | {set.What} | {set.Ours.Total} | {Text(set.Ours.Accuracy)} | {Text(set.Ours.MacroF1)} | {known.Bar} | {Text(set.Ours.MajorityShare)} | {Text(set.Baseline?.Accuracy)} | {Text(set.Ours.CalibrationError)} | {Text(set.Agreement)} | {known.Published} |\n");
        }

        foreach (var set in sets)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {set.Name}: what was right (rows), what was answered (columns)\n\n");
            Matrix(page, set.Ours);
        }
    }

    private static void Matrix(StringBuilder page, Confusion confusion)
    {
        page.Append("| | ").AppendJoin(" | ", confusion.Labels).Append(" | recall |\n|").AppendJoin("|", Enumerable.Repeat(" --- ", confusion.Labels.Count + 2)).Append("|\n");
        for (var row = 0; row < confusion.Labels.Count; row++)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {confusion.Labels[row]} | ").AppendJoin(" | ", Enumerable.Range(0, confusion.Labels.Count).Select(column => confusion[row, column]));
            page.Append(CultureInfo.InvariantCulture, $" | {Text(confusion.Recall(row))} |\n");
        }

        page.Append("| precision | ").AppendJoin(" | ", Enumerable.Range(0, confusion.Labels.Count).Select(column => Text(confusion.Precision(column)))).Append(" | |\n");
    }

    private static string Text(double? figure) => figure is { } it ? it.ToString(".000", CultureInfo.InvariantCulture) : "";
}
