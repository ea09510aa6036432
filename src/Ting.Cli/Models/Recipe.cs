using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ting.Cli.Models;

/// <summary>How a model is learned: from which files, what is kept back, with which numbers.</summary>
internal sealed record Recipe(string Output, IReadOnlyList<string> Files, IReadOnlyList<Listening.WordVectors> Vectors, int TestPercent, Listening.TrainingOptions Options)
{
    /// <exception cref="CommandException">The file is missing or says something else.</exception>
    public static Recipe Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"{path}: there is no such file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
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
        var defaults = new Listening.TrainingOptions();
        var learning = root.Children.TryGetValue("learning", out var found) ? found as YamlMappingNode : null;
        return new Recipe(
            Path.GetFullPath(Path.Combine(folder, Text(root, "output") ?? throw new CommandException($"{path}: output is missing."))),
            root.Children.TryGetValue("files", out var files) && files is YamlSequenceNode { Children.Count: > 0 } list
                ? [.. list.Children.Select(file => Path.GetFullPath(Path.Combine(folder, file.ToString())))]
                : throw new CommandException($"{path}: files is missing."),
            [.. VectorsOf(path, folder, root)],
            (int)Number(path, root, "test", 0),
            new Listening.TrainingOptions(
                (int)Number(path, learning, "epochs", defaults.Epochs), Number(path, learning, "rate", defaults.Rate), Number(path, learning, "forget", defaults.Forget),
                Number(path, learning, "decay", defaults.Decay), (int)Number(path, learning, "keep", defaults.Keep)));
    }

    private static IEnumerable<Listening.WordVectors> VectorsOf(string path, string folder, YamlMappingNode root)
    {
        if (!root.Children.TryGetValue("vectors", out var found) || found is not YamlMappingNode vectors)
            yield break;
        foreach (var (language, file) in vectors.Children)
        {
            var place = Path.GetFullPath(Path.Combine(folder, file.ToString()));
            if (!File.Exists(place))
                throw new CommandException($"{path}: {place}: there is no such file.");
            yield return new Listening.WordVectors(language.ToString(), File.ReadAllBytes(place));
        }
    }

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    private static double Number(string path, YamlMappingNode? node, string key, double otherwise)
    {
        if (node is null || Text(node, key) is not { } text)
            return otherwise;
        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new CommandException($"{path}: {key} wants a number, not \"{text}\".");
    }
}
