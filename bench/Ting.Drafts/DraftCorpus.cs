using System.Text.Json;
using Ting.Listening;

namespace Ting.Drafts;

internal enum DraftSource { Agent, Better, Dialogue }

/// <summary>Which third a situation belongs to, by its number; the Japanese and English items that mirror each other share theirs.</summary>
internal enum Third { Test, Tuning, Training }

internal sealed record DraftItem(string Id, Third Third, DraftSource Source, LabelledDraft Draft);

/// <summary>Reads labelled drafts.</summary>
internal static class DraftCorpus
{
    private const int Remembered = 2;
    private const int HotelDeskOneIn = 3;

    public static IEnumerable<DraftItem> Read(string folder)
    {
        foreach (var language in (string[])["zh", "ja", "en"])
            foreach (var line in File.ReadLines(Path.Combine(folder, $"agent.{language}.jsonl")))
                foreach (var item in Drafts(line, language))
                    yield return item;
        foreach (var line in File.ReadLines(Path.Combine(folder, "dialogues.jsonl")))
            foreach (var item in Turns(line))
                yield return item;
    }

    /// <summary>Three columns: findings, the customer's message, the draft.</summary>
    public static IEnumerable<LabelledDraft> ReadWritten(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "drafts.*.tsv").Order(StringComparer.Ordinal))
            foreach (var parts in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')))
                yield return new LabelledDraft(
                    parts[2], Path.GetFileName(file).Split('.')[^2], parts[1].Length == 0 ? [] : [parts[1]], parts[0] == "-" ? [] : parts[0].Split(','), null);
    }

    /// <summary>Plain, polite messages of a Japanese hotel desk (ASDC, Megagon Labs, CC BY 4.0): a part of them is learnt as good drafts.</summary>
    public static IEnumerable<LabelledDraft> ReadHotelDesk(string folder) =>
        ReadReal(Path.Combine(folder, "asdc_dialog_ja.train.jsonl"), "agent", at => at % 3 != 0)
            .Where((_, at) => at % HotelDeskOneIn == 0).Select(it => new LabelledDraft(it.Text, "ja", it.Context, [], null));

    /// <summary>The phrases the product itself offers are good by definition.</summary>
    public static IEnumerable<LabelledDraft> StandardPhrases() =>
        from language in (string[])["zh", "ja", "en"]
        from phrase in PhraseLibrary.For(language)
        select new LabelledDraft(phrase.Text, language, [], [], null);

    public static IEnumerable<(string Text, string[] Context)> ReadReal(string file, string speaker, Func<int, bool> takes)
    {
        foreach (var line in File.ReadLines(file).Where((_, at) => takes(at)))
        {
            using var document = JsonDocument.Parse(line);
            var said = new List<string>();
            foreach (var turn in document.RootElement.GetProperty("turns").EnumerateArray())
                if (turn.GetProperty("speaker").GetString() == speaker)
                    yield return (turn.GetProperty("text").GetString()!, [.. said.TakeLast(Remembered)]);
                else
                    said.Add(turn.GetProperty("text").GetString()!);
        }
    }

    private static IEnumerable<DraftItem> Drafts(string line, string language)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var id = root.GetProperty("id").GetString()!;
        string[] context = root.GetProperty("context").GetString() is { } said ? [said] : [];
        yield return new DraftItem(id, ThirdOf(id), DraftSource.Agent, Labelled(root, language, context));
        if (root.GetProperty("better").GetString() is { } better)
            yield return new DraftItem(id, ThirdOf(id), DraftSource.Better, new LabelledDraft(better, language, context, [], null));
    }

    private static IEnumerable<DraftItem> Turns(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var id = root.GetProperty("id").GetString()!;
        var said = new List<string>();
        foreach (var turn in root.GetProperty("turns").EnumerateArray())
            if (turn.GetProperty("speaker").GetString() == "agent")
                yield return new DraftItem(id, ThirdOf(id), DraftSource.Dialogue, Labelled(turn, root.GetProperty("lang").GetString()!, [.. said.TakeLast(Remembered)]));
            else
                said.Add(turn.GetProperty("text").GetString()!);
    }

    private static LabelledDraft Labelled(JsonElement item, string language, string[] context) => new(
        item.GetProperty("text").GetString()!, language, context,
        [.. item.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()!)],
        new DraftLabels(
            item.GetProperty("refusal").GetBoolean(), item.GetProperty("empathy").GetBoolean(), item.GetProperty("promise").ValueKind != JsonValueKind.Null,
            item.GetProperty("questionType").GetString() is { } type ? Enum.Parse<QuestionType>(type, ignoreCase: true) : null));

    private static Third ThirdOf(string id) => (Third)(int.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) % 3);
}
