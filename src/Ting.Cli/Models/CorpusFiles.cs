using System.Text.Json;

namespace Ting.Cli.Models;

/// <summary>Reads the JSON Lines of a corpus, and says where a line is wrong.</summary>
internal static class CorpusFiles
{
    /// <exception cref="CommandException">A file is missing or a line is wrong.</exception>
    public static List<T> Read<T>(IEnumerable<string> files, Action<List<T>, JsonElement, string> add)
    {
        var items = new List<T>();
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new CommandException($"{file}: there is no such file.");
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                try
                {
                    using var json = JsonDocument.Parse(line);
                    add(items, json.RootElement, $"{Path.GetFileName(file)}:{number}");
                }
                catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
                {
                    throw new CommandException($"{file}:{number}: {wrong.Message}");
                }
            }
        }

        return items;
    }

    public static T? Word<T>(JsonElement item, string name) where T : struct, Enum =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var word) ? word : throw new FormatException($"{name}: {value} is none of its words.")
            : null;

    public static bool? Truth(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
