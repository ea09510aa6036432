using System.CommandLine;
using Ting.Cli.Evaluation;
using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Learns a model from a recipe, and says how it does on what it never saw.</summary>
internal static class TrainCommand
{
    public static Command Make()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A YAML file: output, files, test (per cent kept back), learning (epochs, rate, forget, decay, keep)." };
        var folds = new Option<int>("--folds") { Description = "Write nothing; learn N times, each time without another Nth of what is not kept back, and show how each does on it.", HelpName = "N" };
        var command = new Command("train", "Learn the model of messages from a recipe. The same files always give the same bytes.") { recipe, folds };
        command.SetAction(parsed => Run(Recipe.Read(parsed.GetValue(recipe)!), parsed.GetValue(folds)));
        return command;
    }

    private static int Run(Recipe recipe, int folds)
    {
        var (learned, tested) = Split(recipe);
        if (folds > 1)
            return CrossValidate(recipe, learned, folds);
        var weights = MessageTrainer.Train([.. learned.Select(item => item.Message)], recipe.Options, recipe.Vectors, Progress);
        File.WriteAllBytes(recipe.Output, weights);
        Console.WriteLine($"{recipe.Output}: {weights.Length:N0} bytes, learned from {learned.Count:N0} messages; {tested.Count:N0} kept back.");
        if (tested.Count > 0)
            Show(MessageScores.Of(tested, new MessageModel(weights)));
        return 0;
    }

    public static (List<CorpusItem> Learned, List<CorpusItem> Tested) Split(Recipe recipe)
    {
        var items = Corpus.Read(recipe.Files);
        var parts = Situations.Parts(items, 100);
        var learned = new List<CorpusItem>();
        var tested = new List<CorpusItem>();
        for (var at = 0; at < items.Count; at++)
            (parts[at] < recipe.TestPercent ? tested : learned).Add(items[at]);
        return (learned, tested);
    }

    private static int CrossValidate(Recipe recipe, List<CorpusItem> items, int folds)
    {
        var parts = Situations.Parts(items, folds * 97);
        var scores = new MessageScores();
        for (var fold = 0; fold < folds; fold++)
        {
            var model = new MessageModel(MessageTrainer.Train([.. items.Where((item, at) => parts[at] % folds != fold || item.Message.Weight < 1).Select(item => item.Message)], recipe.Options, recipe.Vectors, Progress));
            foreach (var item in items.Where((item, at) => parts[at] % folds == fold && item.Message.Weight >= 1))
                scores.Add(item.Message, Listener.Read(item.Message.Text, item.Message.Language, model));
        }

        Show(scores);
        return 0;
    }

    private static void Show(MessageScores scores)
    {
        Console.WriteLine($"{"",-18}{string.Concat(scores.Languages.Select(language => $"{language,8}"))}");
        foreach (var field in MessageScores.Fields)
            Console.WriteLine($"{field,-18}{string.Concat(scores.Languages.Select(language => scores[language, field] is { } it ? $"{MessageScores.Figure(field, it),8:F3}" : $"{"",8}"))}");
    }

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(done < all ? $"\r{100 * done / all,3} %" : "\r     \r");
    }
}
