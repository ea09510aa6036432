using System.CommandLine;
using Ting.Cli.Evaluation;
using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Learns the models of a recipe, and says how they do on what they never saw.</summary>
internal static class TrainCommand
{
    public static Command Make()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A YAML file: output, files, test (per cent kept back), learning (epochs, rate, forget, decay, keep); under drafts the same for the coach's model." };
        var folds = new Option<int>("--folds") { Description = "Write nothing; learn N times, each time without another Nth of what is not kept back, and show how each does on it.", HelpName = "N" };
        var command = new Command("train", "Learn the model of messages, and the coach's, from a recipe. The same files always give the same bytes.") { recipe, folds };
        command.SetAction(parsed => Run(Recipe.Read(parsed.GetValue(recipe)!), parsed.GetValue(folds)));
        return command;
    }

    private static int Run(Recipe recipe, int folds)
    {
        var messages = Messages(recipe);
        var drafts = recipe.Drafts is { } told ? Drafts(told) : null;
        if (folds > 1)
        {
            CrossValidate(recipe, messages.Learned, folds);
            if (drafts is not null)
                CrossValidate(recipe, drafts.Learned, folds, new MessageModel(Learn(recipe, messages.Learned)));
            return 0;
        }

        var weights = Learn(recipe, messages.Learned);
        Write(recipe.Output, weights, $"learned from {messages.Learned.Count:N0} messages; {messages.KeptBackCount:N0} kept back");
        var listener = new MessageModel(weights);
        foreach (var (name, items) in messages.KeptBack)
            Show(name, MessageScores.Of(items, listener));
        if (drafts is null)
            return 0;
        var coach = Learn(recipe, drafts.Learned, listener);
        Write(recipe.Drafts!.Output, coach, $"learned from {drafts.Learned.Count:N0} drafts; {drafts.KeptBackCount:N0} kept back");
        var model = new DraftModel(coach, listener);
        foreach (var (name, items) in drafts.KeptBack)
            Show(name, DraftScores.Of(items, model));
        return 0;
    }

    public static Held<CorpusItem> Messages(Recipe recipe) => Held<CorpusItem>.Of(recipe.Parts, Corpus.Read);

    public static Held<DraftItem> Drafts(DraftRecipe recipe) => Held<DraftItem>.Of(recipe.Parts, DraftCorpus.Read);

    private static byte[] Learn(Recipe recipe, IEnumerable<CorpusItem> items) => MessageTrainer.Train([.. items.Select(item => item.Message)], recipe.Options, recipe.Vectors, Progress);

    private static byte[] Learn(Recipe recipe, IEnumerable<DraftItem> items, MessageModel listener) => DraftTrainer.Train([.. items.Concat(DraftCorpus.StandardPhrases()).Select(item => item.Draft)], listener, recipe.Vectors);

    private static void CrossValidate(Recipe recipe, IReadOnlyList<CorpusItem> items, int folds)
    {
        var parts = Situations.Parts(items, folds * 97);
        var scores = new MessageScores();
        for (var fold = 0; fold < folds; fold++)
        {
            var model = new MessageModel(Learn(recipe, items.Where((item, at) => parts[at] % folds != fold || item.Message.Weight < 1)));
            foreach (var item in items.Where((item, at) => parts[at] % folds == fold && item.Message.Weight >= 1))
                scores.Add(item.Message, Listener.Read(item.Message.Text, item.Message.Language, model));
        }

        Show($"{folds} folds", scores);
    }

    private static void CrossValidate(Recipe recipe, IReadOnlyList<DraftItem> items, int folds, MessageModel listener)
    {
        var parts = Situations.Parts(items, folds * 97);
        var scores = new DraftScores();
        for (var fold = 0; fold < folds; fold++)
        {
            var model = new DraftModel(Learn(recipe, items.Where((_, at) => parts[at] % folds != fold), listener), listener);
            foreach (var item in items.Where((_, at) => parts[at] % folds == fold))
                scores.Add(item, model);
        }

        Show($"{folds} folds", scores);
    }

    private static void Write(string file, byte[] weights, string told)
    {
        File.WriteAllBytes(file, weights);
        Console.WriteLine($"{file}: {weights.Length:N0} bytes, {told}.");
    }

    private static void Show(string name, MessageScores scores)
    {
        Console.WriteLine($"{name,-18}{string.Concat(scores.Languages.Select(language => $"{language,8}"))}");
        foreach (var field in MessageScores.Fields)
            Console.WriteLine($"{field,-18}{string.Concat(scores.Languages.Select(language => scores[language, field] is { } it ? $"{MessageScores.Figure(field, it),8:F3}" : $"{"",8}"))}");
    }

    private static void Show(string name, DraftScores scores)
    {
        Console.WriteLine($"{name,-34}{string.Concat(scores.Languages.Select(language => $"{language,8}"))}");
        foreach (var (figure, of) in DraftScores.Figures)
            Console.WriteLine($"{figure,-34}{string.Concat(scores.Languages.Select(language => of(scores[language]) is { } it ? $"{it,8:F3}" : $"{"",8}"))}");
    }

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(done < all ? $"\r{100 * done / all,3} %" : "\r     \r");
    }
}
