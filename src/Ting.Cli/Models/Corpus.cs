using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Models;

/// <summary>A labelled message, and the situation it belongs to.</summary>
internal sealed record CorpusItem(string Id, string Situation, LabelledMessage Message);

/// <summary>Reads labelled messages from JSON Lines: one message a line, or one dialogue with its labelled turns.</summary>
internal static class Corpus
{
    /// <exception cref="CommandException">A file is missing or a line is wrong.</exception>
    public static List<CorpusItem> Read(IEnumerable<string> files)
    {
        var items = new List<CorpusItem>();
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
                    Add(items, json.RootElement, $"{Path.GetFileName(file)}:{number}");
                }
                catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
                {
                    throw new CommandException($"{file}:{number}: {wrong.Message}");
                }
            }
        }

        return items;
    }

    private static void Add(List<CorpusItem> items, JsonElement item, string place)
    {
        var id = item.TryGetProperty("id", out var named) ? named.ToString() : place;
        var language = item.GetProperty("lang").GetString()!;
        if (item.TryGetProperty("turns", out var turns))
        {
            var at = 0;
            foreach (var turn in turns.EnumerateArray())
            {
                if (turn.TryGetProperty("emotion", out _))
                    items.Add(new CorpusItem($"{id}#{at}", id, Message(turn, language)));
                at++;
            }
        }
        else if (item.TryGetProperty("emotion", out _))
        {
            items.Add(new CorpusItem(id, id, Message(item, language)));
        }
    }

    private static LabelledMessage Message(JsonElement item, string language) => new(
        item.GetProperty("text").GetString()!, language, Word<Emotion>(item, "emotion"), Word<Urgency>(item, "urgency"), Word<Need>(item, "need"),
        Word<CommunicationNeed>(item, "communicationNeed"), Truth(item, "complaint"), Truth(item, "escalation"),
        item.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1);

    private static T? Word<T>(JsonElement item, string name) where T : struct, Enum =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var word) ? word : throw new FormatException($"{name}: {value} is none of its words.")
            : null;

    private static bool? Truth(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
