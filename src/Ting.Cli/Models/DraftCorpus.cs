using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Models;

/// <summary>Where a draft comes from: an agent's, the better wording beside it, a turn of a dialogue, or a phrase the product offers.</summary>
internal enum DraftKind { Agent, Better, Turn, Phrase }

/// <summary>A labelled draft, and the situation it belongs to.</summary>
internal sealed record DraftItem(string Id, string Situation, DraftKind Kind, LabelledDraft Draft) : ITold
{
    public string Language => Draft.Language;
    public string Text => Draft.Context.Count > 0 ? Draft.Context[^1] + Draft.Text : Draft.Text;
}

/// <summary>Reads labelled drafts from JSON Lines: one draft a line with its context and perhaps a better wording, or one dialogue with its agent's turns.</summary>
internal static class DraftCorpus
{
    // as much of the talk as the coach is shown
    private const int Remembered = 2;

    /// <exception cref="CommandException">A file is missing or a line is wrong.</exception>
    public static List<DraftItem> Read(IEnumerable<string> files) => CorpusFiles.Read<DraftItem>(files, Add);

    /// <summary>The phrases the product itself offers are good by definition.</summary>
    public static IEnumerable<DraftItem> StandardPhrases() =>
        from language in (string[])["zh", "ja", "en"]
        from phrase in PhraseLibrary.For(language).Select((phrase, at) => (phrase.Text, Id: $"phrase.{language}#{at}"))
        select new DraftItem(phrase.Id, phrase.Id, DraftKind.Phrase, new LabelledDraft(phrase.Text, language, [], [], null));

    private static void Add(List<DraftItem> items, JsonElement item, string place)
    {
        var id = item.TryGetProperty("id", out var named) ? named.ToString() : place;
        var language = item.GetProperty("lang").GetString()!;
        if (item.TryGetProperty("turns", out var turns))
        {
            var said = new List<string>();
            foreach (var (at, turn) in turns.EnumerateArray().Index())
                if (turn.GetProperty("speaker").GetString() != "agent")
                    said.Add(turn.GetProperty("text").GetString()!);
                else if (turn.TryGetProperty("findings", out _))
                    items.Add(new DraftItem($"{id}#{at}", id, DraftKind.Turn, Draft(turn, language, [.. said.TakeLast(Remembered)])));
        }
        else if (item.TryGetProperty("findings", out _))
        {
            string[] context = item.TryGetProperty("context", out var before) && before.GetString() is { Length: > 0 } text ? [text] : [];
            items.Add(new DraftItem(id, id, DraftKind.Agent, Draft(item, language, context)));
            if (item.TryGetProperty("better", out var other) && other.GetString() is { Length: > 0 } better)
                items.Add(new DraftItem($"{id}#better", id, DraftKind.Better, new LabelledDraft(better, language, context, [], null)));
        }
    }

    private static LabelledDraft Draft(JsonElement item, string language, string[] context) => new(
        item.GetProperty("text").GetString()!, language, context,
        [.. item.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()!)],
        CorpusFiles.Truth(item, "refusal") is { } refusal
            ? new DraftLabels(refusal, CorpusFiles.Truth(item, "empathy") is true, item.TryGetProperty("promise", out var promise) && promise.ValueKind == JsonValueKind.Object, CorpusFiles.Word<QuestionType>(item, "questionType"))
            : null);
}
