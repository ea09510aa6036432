namespace Ting.Listening;

/// <summary>The words by which a dialogue shows its course: thanks, a matter settled, a story told twice, a hand-over.</summary>
internal sealed class DialogueWords
{
    private static readonly Lazy<DialogueWords> Chinese = new(() => new DialogueWords("zh"));
    private static readonly Lazy<DialogueWords> Japanese = new(() => new DialogueWords("ja"));
    private static readonly Lazy<DialogueWords> English = new(() => new DialogueWords("en"));

    private readonly List<string> _signals = [];
    private readonly PatternSet _patterns;

    private DialogueWords(string language)
    {
        var patterns = new List<string>();
        foreach (var line in KnowledgeFile.Lines("dialogues.tsv", language))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            _signals.Add(line[..tab]);
            patterns.Add(line[(tab + 1)..]);
        }

        _patterns = new PatternSet(patterns, language);
    }

    public static DialogueWords For(string language) => language switch { "zh" => Chinese.Value, "ja" => Japanese.Value, _ => English.Value };

    public DialogueSignals In(FoldedText text) => new(text, [.. _patterns.Find(text).Select(hit => (_signals[hit.Pattern], hit))]);
}

/// <summary>The signals one turn holds.</summary>
internal readonly record struct DialogueSignals(FoldedText Text, IReadOnlyList<(string Signal, PatternHit Hit)> Found)
{
    public bool Has(string signal)
    {
        foreach (var (found, _) in Found)
            if (found == signal)
                return true;
        return false;
    }

    public string? Quote(string signal)
    {
        foreach (var (found, hit) in Found)
            if (found == signal)
                return Text.OriginalSpan(hit.Start, hit.End).Text;
        return null;
    }
}
