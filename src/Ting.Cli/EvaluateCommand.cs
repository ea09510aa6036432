using System.CommandLine;
using System.Text.Json;
using Ting.Cli.Evaluation;
using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Measures readings against labels.</summary>
internal static class EvaluateCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Description = "See above; several are measured one after the other.", Arity = ArgumentArity.OneOrMore };
        var model = ModelOption.Make();
        var json = new Option<bool>("--json") { Description = "Write JSON instead of Markdown." };
        var write = new Option<string?>("--write") { Description = "Write the page into a file instead of to stdout.", HelpName = "FILE" };
        var command = new Command("evaluate", """
            Measure readings against labels: accuracy, macro-F1, κ, calibration error and confusion, by language, beside the majority floor and a simple baseline.
            A recipe (.yaml) is measured on the part it keeps back. JSON Lines hold labelled messages as the corpus does, or dialogues with sat3 by turn.
            A table (.tsv) holds the columns text and label: positive, negative and perhaps neutral; _zh, _ja or _en in its name tells the language.
            """) { files, model, json, write };
        command.SetAction(parsed =>
        {
            var page = Measure(parsed.GetValue(files)!, ModelOption.Read(parsed.GetValue(model)) ?? MessageModel.Shipped, parsed.GetValue(json));
            if (parsed.GetValue(write) is { } file)
                File.WriteAllText(file, page);
            else
                Console.Write(page);
        });
        return command;
    }

    public static string Measure(IReadOnlyList<string> files, MessageModel model, bool json)
    {
        var parts = new List<(string Name, MessageScores Ours, MessageScores? Baseline)>();
        var sets = new List<SetScores>();
        Func<string, NaiveBayes>? baselines = null;
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new CommandException($"{file}: there is no such file.");
            if (file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
            {
                var (learned, tested) = TrainCommand.Split(Recipe.Read(file));
                baselines = Sentiments(learned);
                parts.Add(("The part kept back", MessageScores.Of(tested, model), MessageScores.OfBaseline(learned, tested)));
            }
            else if (file.EndsWith(".tsv", StringComparison.Ordinal))
            {
                sets.Add(SetScores.OfTable(file, model, baselines));
            }
            else if (File.ReadLines(file).FirstOrDefault()?.Contains("\"sat3\"", StringComparison.Ordinal) is true)
            {
                sets.Add(SetScores.OfDialogues(file, model));
            }
            else
            {
                parts.Add((Path.GetFileName(file), MessageScores.Of(Corpus.Read([file]), model), null));
            }
        }

        return json ? JsonSerializer.Serialize(AccuracyFigures.Of(parts, sets), FiguresJson.Default.AccuracyFigures) + "\n" : AccuracyPage.Of(parts, sets);
    }

    private static Func<string, NaiveBayes> Sentiments(List<CorpusItem> learned)
    {
        var made = new Dictionary<string, NaiveBayes>(StringComparer.Ordinal);
        return language => made.TryGetValue(language, out var bayes) ? bayes : made[language] = NaiveBayes.Of(learned
            .Where(item => item.Message.Language == language && item.Message.Emotion is not null).Select(item => (item.Message.Text, NaiveBayes.Label(item.Message, "sentiment")!)));
    }
}
