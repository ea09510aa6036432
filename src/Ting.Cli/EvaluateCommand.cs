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
            A recipe (.yaml) is measured on the parts it keeps back, the coach's drafts too. JSON Lines hold labelled messages or drafts as the corpus does, or dialogues:
            with sat3 by turn, satisfaction is measured; what the agents wrote (speaker agent or system) is shown to the coach, and its objections are counted.
            A table (.tsv) holds the columns text and label: positive, negative and perhaps neutral; _zh, _ja or _en in its name tells the language.
            """) { files, model, json, write };
        command.SetAction(parsed =>
        {
            var page = Measure(parsed.GetValue(files)!, ModelOption.Read(parsed.GetValue(model)), parsed.GetValue(json));
            if (parsed.GetValue(write) is { } file)
                File.WriteAllText(file, page);
            else
                Console.Write(page);
        });
        return command;
    }

    public static string Measure(IReadOnlyList<string> files, MessageModel? listener, bool json)
    {
        var (model, coach) = (listener ?? MessageModel.Shipped, DraftModel.Shipped);
        var measured = new Measured();
        Func<string, NaiveBayes>? baselines = null;
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new CommandException($"{file}: there is no such file.");
            if (file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
            {
                var recipe = Recipe.Read(file);
                var messages = TrainCommand.Messages(recipe);
                baselines = Sentiments(messages.Learned);
                measured.Messages.AddRange(messages.KeptBack.Select(part => (part.Name, MessageScores.Of(part.Items, model), (MessageScores?)MessageScores.OfBaseline(messages.Learned, part.Items))));
                if (recipe.Drafts is { } drafts)
                    measured.Drafts.AddRange(TrainCommand.Drafts(drafts).KeptBack.Select(part => (part.Name, DraftScores.Of(part.Items, coach))));
            }
            else if (file.EndsWith(".tsv", StringComparison.Ordinal))
            {
                measured.Sets.Add(SetScores.OfTable(file, model, baselines));
            }
            else
            {
                MeasureLines(file, model, coach, measured);
            }
        }

        return json ? JsonSerializer.Serialize(AccuracyFigures.Of(measured), FiguresJson.Default.AccuracyFigures) + "\n" : AccuracyPage.Of(measured);
    }

    private static void MeasureLines(string file, MessageModel model, DraftModel coach, Measured measured)
    {
        var first = File.ReadLines(file).FirstOrDefault() ?? "";
        var labelled = first.Contains("\"emotion\"", StringComparison.Ordinal) || first.Contains("\"findings\"", StringComparison.Ordinal);
        if (!labelled && first.Contains("\"turns\"", StringComparison.Ordinal))
        {
            measured.Alarms.Add(AgentAlarms.Of(file, coach));
            if (first.Contains("\"sat3\"", StringComparison.Ordinal))
                measured.Sets.Add(SetScores.OfDialogues(file, model));
            return;
        }

        if (Corpus.Read([file]) is { Count: > 0 } messages)
            measured.Messages.Add((Path.GetFileName(file), MessageScores.Of(messages, model), null));
        if (DraftCorpus.Read([file]) is { Count: > 0 } drafts)
            measured.Drafts.Add((Path.GetFileName(file), DraftScores.Of(drafts, coach)));
    }

    private static Func<string, NaiveBayes> Sentiments(IReadOnlyList<CorpusItem> learned)
    {
        var made = new Dictionary<string, NaiveBayes>(StringComparer.Ordinal);
        return language => made.TryGetValue(language, out var bayes) ? bayes : made[language] = NaiveBayes.Of(learned
            .Where(item => item.Message.Language == language && item.Message.Emotion is not null).Select(item => (item.Message.Text, NaiveBayes.Label(item.Message, "sentiment")!)));
    }
}
