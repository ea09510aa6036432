namespace Ting.Listening;

/// <param name="Scope">What is replaced: the phrase, its clause or its sentence.</param>
/// <param name="Sure">Wrong wherever it stands; the others want the model to agree.</param>
/// <param name="Unless">Signals elsewhere that make the phrase harmless.</param>
internal sealed record Taboo(string Rule, string Category, Severity Severity, string Scope, IReadOnlyList<string> Unless, string? Suggestion, bool Sure);

/// <summary>What the coach knows of one language.</summary>
internal sealed class DraftKnowledge
{
    private static readonly Lazy<DraftKnowledge> Chinese = new(() => new DraftKnowledge("zh"));
    private static readonly Lazy<DraftKnowledge> Japanese = new(() => new DraftKnowledge("ja"));
    private static readonly Lazy<DraftKnowledge> English = new(() => new DraftKnowledge("en"));

    private DraftKnowledge(string language)
    {
        var labels = new List<string>();
        var signals = new List<string>();
        foreach (var line in KnowledgeFile.Lines("signals.tsv", language))
        {
            var parts = line.Split('\t');
            labels.Add(parts[0]);
            signals.Add(parts[1]);
        }

        Labels = labels;
        Signals = new PatternSet(signals, language);
        (List, var patterns, var near) = TabooFile(language);
        Taboos = new PatternSet(patterns, language);
        NearTaboos = new NearMisses(near, language);
        Because = new PatternSet([.. KnowledgeFile.Lines("because.tsv", language)], language);
        Accepted = new PatternSet([.. KnowledgeFile.Lines("accepted.tsv", language), .. Offered(language)], language);
    }

    public IReadOnlyList<string> Labels { get; }
    public PatternSet Signals { get; }
    public IReadOnlyList<Taboo> List { get; }
    public PatternSet Taboos { get; }
    public NearMisses NearTaboos { get; }

    /// <summary>Words that bring a reason, and hardly anything else.</summary>
    public PatternSet Because { get; }

    /// <summary>What the courses teach, and what the product itself offers to say.</summary>
    public PatternSet Accepted { get; }

    public static DraftKnowledge For(string language) => language switch { "zh" => Chinese.Value, "ja" => Japanese.Value, _ => English.Value };

    private IEnumerable<string> Offered(string language)
    {
        var suggestions = List.Select(taboo => taboo.Suggestion).OfType<string>()
            .Concat(KnowledgeFile.Lines("suggestions.tsv", language).SelectMany(line => line.Split('\t')[1..]))
            .Concat(KnowledgeFile.Lines("openings.tsv", language).Select(line => line.Split('\t')[1]))
            .Concat(KnowledgeFile.Lines("phrases.tsv", language).Select(line => line.Split('\t')[2]))
            .Concat(KnowledgeFile.Lines("modes.tsv", language).Select(line => line.Split('\t')[2]))
            .Select(text => text.Replace("{name}様、", "", StringComparison.Ordinal).Replace("{name}，", "", StringComparison.Ordinal).Replace("{name}, ", "", StringComparison.Ordinal))
            .Where(text => !text.Contains('{', StringComparison.Ordinal)).Distinct();
        foreach (var suggestion in suggestions)
        {
            var text = FoldedText.Of(suggestion, language);
            for (var at = 0; at < text.Length;)
            {
                var (start, end) = text.SentenceAround(at, at + 1);
                if (end - start > (language == "en" ? 12 : 5))
                    yield return text.Chars[start..end].ToString();
                at = Math.Max(at, end) + 1;
            }
        }
    }

    private static (List<Taboo> Taboos, List<string> Patterns, List<(int Pattern, string Text)> Near) TabooFile(string language)
    {
        var taboos = new List<Taboo>();
        var patterns = new List<string>();
        var near = new List<(int, string)>();
        string[] section = [];
        string? common = null;
        foreach (var line in KnowledgeFile.Lines("taboos.tsv", language))
        {
            var parts = line.Split('\t');
            if (parts[0] == "=")
            {
                common = parts[1];
                continue;
            }

            if (line[0] == '[')
            {
                section = line.Trim('[', ']').Split(' ');
                common = null;
                continue;
            }

            var nearToo = line[0] == '~';
            var sure = nearToo || line[0] == '!';
            var pattern = sure ? parts[0][1..] : parts[0];
            if (nearToo)
                near.Add((taboos.Count, pattern));
            taboos.Add(new Taboo(
                section[0], section[1], Enum.Parse<Severity>(section[2], ignoreCase: true), section[3],
                section.Length > 4 ? section[4].Split(',') : [], parts.Length > 1 ? (parts[1].Length > 0 ? parts[1] : null) : common,
                sure || (common is null && (section[0] == "ASK-04" || (language == "zh" && section[0].StartsWith("LANG", StringComparison.Ordinal) && !section[0].StartsWith("LANG-01", StringComparison.Ordinal))))));
            patterns.Add(pattern);
        }

        return (taboos, patterns, near);
    }
}
