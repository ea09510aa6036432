using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>How readings do on one set of text from elsewhere.</summary>
/// <param name="Baseline">What the simple baseline does, or null.</param>
/// <param name="Agreement">How often single raters agree with the majority of them, where the set keeps several; otherwise null.</param>
internal sealed record SetScores(string Name, string What, string Language, Confusion Ours, Confusion? Baseline, double? Agreement)
{
    /// <summary>Reviews and posts: a table with the columns text and label, positive, negative and perhaps neutral.</summary>
    public static SetScores OfTable(string file, MessageModel model, Func<string, NaiveBayes>? baselines)
    {
        var lines = File.ReadLines(file);
        var header = lines.First().Split('\t');
        var (text, label) = (Array.IndexOf(header, "text"), Array.IndexOf(header, "label"));
        if (text < 0 || label < 0)
            throw new CommandException($"{file}: the columns text and label are wanted.");
        var name = Path.GetFileName(file);
        var language = name.Contains("_ja", StringComparison.Ordinal) ? "ja" : name.Contains("_en", StringComparison.Ordinal) ? "en" : "zh";
        (string Text, string Label)[] rows = [.. lines.Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > Math.Max(text, label)).Select(row => (row[text], row[label]))];
        string[] labels = [.. rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)];
        if (labels.Except(["negative", "neutral", "positive"], StringComparer.Ordinal).Any())
            throw new CommandException($"{file}: the labels are positive, negative and neutral; {string.Join(", ", labels)} stand there.");
        var neutral = labels.Contains("neutral");
        var (ours, simple) = (new Confusion(labels), baselines is null ? null : new Confusion(labels));
        foreach (var row in rows)
        {
            var reading = Listener.Read(row.Text, language, model);
            var answer = neutral ? reading.Sentiment.ToString() : reading.SentimentScore > 0 ? "positive" : "negative";
            ours.Add(row.Label, answer, neutral ? reading.Confidence["sentiment"] : null);
            simple?.Add(row.Label, baselines!(language).Answer(row.Text, it => neutral || it != "Neutral"));
        }

        return new SetScores(name, $"sentiment, {labels.Length} classes", language, ours, simple, null);
    }

    /// <summary>Dialogues with satisfaction per turn: sat3 (0 bad, 1 neutral, 2 good), perhaps with the raters' own marks in sat.</summary>
    public static SetScores OfDialogues(string file, MessageModel model)
    {
        string[] labels = ["1", "2", "3"];
        var ours = new Confusion(labels);
        var language = Path.GetFileName(file).Contains("_en", StringComparison.Ordinal) ? "en" : "zh";
        double agreed = 0, marks = 0;
        foreach (var line in File.ReadLines(file))
        {
            using var json = JsonDocument.Parse(line);
            JsonElement[] turns = [.. json.RootElement.GetProperty("turns").EnumerateArray()];
            var reading = DialogueReader.Read(DialogueCommand.Turns(json.RootElement), language, model);
            for (var at = 0; at < turns.Length; at++)
            {
                if (!turns[at].TryGetProperty("sat3", out var right) || reading.Turns[at] is not { } turn)
                    continue;
                ours.Add((right.GetInt32() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), turn.Satisfaction.ToString(System.Globalization.CultureInfo.InvariantCulture), Sure(turn));
                if (!turns[at].TryGetProperty("sat", out var several) || several.GetArrayLength() < 2)
                    continue;
                int[] given = [.. several.EnumerateArray().Select(mark => mark.GetInt32())];
                agreed += given.GroupBy(mark => mark).Max(group => group.Count());
                marks += given.Length;
            }
        }

        return new SetScores(Path.GetFileName(file), "satisfaction per turn, 3 classes", language, ours, null, marks == 0 ? null : agreed / marks);
    }

    private static double Sure(TurnReading turn) => turn.Satisfaction switch { 1 => turn.SatisfactionP.Dissatisfied, 2 => turn.SatisfactionP.Neutral, _ => turn.SatisfactionP.Satisfied };
}
