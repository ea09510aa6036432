using System.Globalization;
using Ting.Listening;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ting.Cli.Models;

/// <summary>How a model is learned: from which files, what is kept back, with which numbers.</summary>
/// <param name="Drafts">The model of drafts, learned after the one of messages, which it uses; null for none.</param>
internal sealed record Recipe(string Output, IReadOnlyList<RecipePart> Parts, IReadOnlyList<WordVectors> Vectors, TrainingOptions Options, DraftRecipe? Drafts)
{
    /// <exception cref="CommandException">The file is missing or says something else.</exception>
    public static Recipe Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"{path}: there is no such file.");
        var yaml = new YamlStream();
        try
        {
            using var reader = new StreamReader(path);
            yaml.Load(reader);
        }
        catch (YamlException wrong)
        {
            throw new CommandException($"{path}: {wrong.Message}");
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root)
            throw new CommandException($"{path}: a recipe is a mapping with output, files, test and learning.");
        var defaults = new TrainingOptions();
        var learning = Child<YamlMappingNode>(root, "learning");
        return new Recipe(
            OutputOf(path, root), PartsOf(path, root), [.. VectorsOf(path, root)],
            new TrainingOptions(
                (int)Number(path, learning, "epochs", defaults.Epochs), Number(path, learning, "rate", defaults.Rate), Number(path, learning, "forget", defaults.Forget),
                Number(path, learning, "decay", defaults.Decay), (int)Number(path, learning, "keep", defaults.Keep)),
            Child<YamlMappingNode>(root, "drafts") is { } drafts ? new DraftRecipe(OutputOf(path, drafts), PartsOf(path, drafts)) : null);
    }

    private static string OutputOf(string path, YamlMappingNode node) =>
        Beside(path, Text(node, "output") ?? throw new CommandException($"{path}: output is missing."));

    // either files and test, or several parts that have them
    private static IReadOnlyList<RecipePart> PartsOf(string path, YamlMappingNode node)
    {
        if (Child<YamlSequenceNode>(node, "parts") is not { Children.Count: > 0 } parts)
            return [Part(path, node, "The part kept back")];
        return [.. parts.Children.Select(part => part is YamlMappingNode it && Text(it, "name") is { } name ? Part(path, it, name) : throw new CommandException($"{path}: a part has a name, files and test."))];
    }

    private static RecipePart Part(string path, YamlMappingNode node, string name) => new(
        name,
        Child<YamlSequenceNode>(node, "files") is { Children.Count: > 0 } files ? [.. files.Children.Select(file => Beside(path, file.ToString()))] : throw new CommandException($"{path}: files is missing."),
        (int)Number(path, node, "test", 0), (int)Number(path, node, "every", 0));

    private static IEnumerable<WordVectors> VectorsOf(string path, YamlMappingNode root)
    {
        if (Child<YamlMappingNode>(root, "vectors") is not { } vectors)
            yield break;
        foreach (var (language, file) in vectors.Children)
        {
            var place = Beside(path, file.ToString());
            if (!File.Exists(place))
                throw new CommandException($"{path}: {place}: there is no such file.");
            yield return new WordVectors(language.ToString(), File.ReadAllBytes(place));
        }
    }

    private static string Beside(string path, string file) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file));

    private static T? Child<T>(YamlMappingNode node, string key) where T : YamlNode => node.Children.TryGetValue(key, out var value) ? value as T : null;

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    private static double Number(string path, YamlMappingNode? node, string key, double otherwise)
    {
        if (node is null || Text(node, key) is not { } text)
            return otherwise;
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new CommandException($"{path}: {key} wants a number, not \"{text}\".");
    }
}

/// <summary>Where the model of drafts goes, and what it is learned from.</summary>
internal sealed record DraftRecipe(string Output, IReadOnlyList<RecipePart> Parts);
