using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Models;

/// <summary>A labelled message, and the situation it belongs to.</summary>
internal sealed record CorpusItem(string Id, string Situation, LabelledMessage Message) : ITold
{
    public string Language => Message.Language;
    public string Text => Message.Text;
}

/// <summary>Reads labelled messages from JSON Lines: one message a line, or one dialogue with its labelled turns.</summary>
internal static class Corpus
{
    /// <exception cref="CommandException">A file is missing or a line is wrong.</exception>
    public static List<CorpusItem> Read(IEnumerable<string> files) => CorpusFiles.Read<CorpusItem>(files, Add);

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
        item.GetProperty("text").GetString()!, language, CorpusFiles.Word<Emotion>(item, "emotion"), CorpusFiles.Word<Urgency>(item, "urgency"), CorpusFiles.Word<Need>(item, "need"),
        CorpusFiles.Word<CommunicationNeed>(item, "communicationNeed"), CorpusFiles.Truth(item, "complaint"), CorpusFiles.Truth(item, "escalation"),
        item.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1);
}
