using System.Collections.Concurrent;

namespace Ting.Listening;

/// <summary>The patterns of one rule in one language, each under a name.</summary>
internal sealed class RulePatterns
{
    private static readonly ConcurrentDictionary<(string File, string Language), RulePatterns> Known = new();

    private readonly List<string> _names = [];
    private readonly PatternSet _patterns;

    private RulePatterns(string file, string language)
    {
        var patterns = new List<string>();
        foreach (var parts in KnowledgeFile.Lines(file, language).Select(line => line.Split('\t')))
        {
            _names.Add(parts[0]);
            patterns.Add(parts[1]);
        }

        _patterns = new PatternSet(patterns, language);
    }

    public static RulePatterns For(string file, string language) => Known.GetOrAdd((file, language), key => new RulePatterns(key.File, key.Language));

    public bool Has(string name, FoldedText text) => All(name, text).Any();

    public IEnumerable<PatternHit> All(string name, FoldedText text) => _patterns.Find(text).Where(hit => _names[hit.Pattern] == name);

    /// <summary>The names found, each with the first place it stands.</summary>
    public IEnumerable<(string Name, PatternHit Hit)> In(FoldedText text) => _patterns.Find(text).Select(hit => (_names[hit.Pattern], hit));
}
