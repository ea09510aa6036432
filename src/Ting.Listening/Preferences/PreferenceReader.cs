namespace Ting.Listening;

/// <summary>Finds standing likes and dislikes, with the words that say so.</summary>
internal sealed class PreferenceReader
{
    private static readonly Lazy<PreferenceReader> Chinese = new(() => new PreferenceReader("zh"));
    private static readonly Lazy<PreferenceReader> Japanese = new(() => new PreferenceReader("ja"));
    private static readonly Lazy<PreferenceReader> English = new(() => new PreferenceReader("en"));

    private readonly string _language;
    private readonly List<Saying> _sayings = [];
    private readonly PatternSet _patterns;
    private readonly List<string> _attributes = [];
    private readonly PatternSet _values;

    private PreferenceReader(string language)
    {
        _language = language;
        var patterns = new List<string>();
        foreach (var line in KnowledgeFile.Lines("preferences.tsv", language))
        {
            var parts = line.Split('\t');
            _sayings.Add(new Saying(parts[0] == "like" ? Polarity.Like : Polarity.Dislike, parts[1], parts[2]));
            patterns.Add(parts[3]);
        }

        var values = new List<string>();
        foreach (var line in KnowledgeFile.Lines("values.tsv", language))
        {
            var parts = line.Split('\t');
            _attributes.Add(parts[0]);
            values.Add(parts[1]);
        }

        _patterns = new PatternSet(patterns, language);
        _values = new PatternSet(values, language);
    }

    public static PreferenceReader For(string language) => language switch { "zh" => Chinese.Value, "ja" => Japanese.Value, _ => English.Value };

    public IReadOnlyList<Preference> Find(FoldedText text)
    {
        var hits = _patterns.Find(text);
        if (hits.Count == 0)
            return [];
        var values = _values.Find(text);
        var found = new List<Preference>();
        foreach (var hit in hits)
        {
            var saying = _sayings[hit.Pattern];
            var (clauseStart, clauseEnd) = text.Clause(hit.Start, hit.End);
            var (from, to) = saying.Side switch
            {
                "after" => (hit.End, Math.Min(clauseEnd, hit.End + (_language == "en" ? 40 : 12))),
                "before" => (Math.Max(clauseStart, hit.Start - (_language == "en" ? 30 : 12)), hit.Start),
                _ => (hit.Start, hit.End),
            };
            if (Known(values, from, to, last: saying.Side == "before") is { } value)
                Add(found, text, _attributes[value.Pattern], saying.Polarity, (value.Start, value.End), hit, 0.85);
            else if (saying.Attribute != "-" && Bare(text, from, to, saying.Side) is { } bare)
                Add(found, text, saying.Attribute, saying.Polarity, bare, hit, 0.6);
        }

        return found;
    }

    private static PatternHit? Known(List<PatternHit> values, int from, int to, bool last)
    {
        PatternHit? best = null;
        foreach (var value in values)
        {
            if (value.Start < from || value.End > to)
                continue;
            var longer = best is { } it && value.Start <= it.Start && value.End >= it.End;
            if (best is null || longer || (last && value.Start >= best.Value.End))
                best = value;
        }

        return best;
    }

    // no known thing: what stands there, as far as it reads like one
    private (int Start, int End)? Bare(FoldedText text, int from, int to, string side)
    {
        while (from < to && (text[from] is ' ' or '的' or '了' || text.IsClauseEnd(from)))
            from++;
        while (to > from && (text[to - 1] is ' ' or '的' or '了' or '呢' or '啊' or '吧' or '呀' || text.IsClauseEnd(to - 1)))
            to--;
        if (side == "between" || to <= from)
            return null;
        if (_language == "ja")
        {
            // the noun is the last run of one kind of letters
            var start = to;
            while (start > from && (IsNoun(text[start - 1]) || text[start - 1] == 'の') && to - start < 8)
                start--;
            while (start < to && text[start] == 'の')
                start++;
            from = start;
        }
        else if (_language == "en")
        {
            var words = 0;
            var end = from;
            if (side == "before")
                return null;
            while (end < to && words < 3)
            {
                while (end < to && text[end] != ' ')
                    end++;
                words++;
                if (words < 3 && end < to)
                    end++;
            }

            to = Math.Min(to, end);
            while (to > from && text[to - 1] == ' ')
                to--;
        }
        else if (side == "before" && to - from > 4)
        {
            from = to - 2;
        }

        return to > from && to - from <= 24 ? (from, to) : null;
    }

    private static bool IsNoun(char letter) => letter is >= '\u30a0' and <= '\u30ff' or >= '\u4e00' and <= '\u9fff' or '々' || char.IsAsciiLetterOrDigit(letter);

    private static void Add(List<Preference> found, FoldedText text, string attribute, Polarity polarity, (int Start, int End) value, PatternHit hit, double confidence)
    {
        var said = text.OriginalSpan(value.Start, value.End);
        foreach (var other in found)
            if (other.Value == said.Text || (other.Evidence.Start <= said.Start && other.Evidence.Start + other.Evidence.Length >= said.Start + said.Length && other.Polarity == polarity && other.Attribute == attribute))
                return;
        var evidence = text.OriginalSpan(Math.Min(hit.Start, value.Start), Math.Max(hit.End, value.End));
        found.Add(new Preference(attribute, said.Text, polarity, confidence, evidence));
    }

    private sealed record Saying(Polarity Polarity, string Side, string Attribute);
}
