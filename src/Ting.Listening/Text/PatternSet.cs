namespace Ting.Listening;

/// <summary>Where a pattern stands in a folded text.</summary>
internal readonly record struct PatternHit(int Pattern, int Start, int End);

/// <summary>
/// Many patterns found in one pass. A pattern is text with (one|other) alternatives, '*' for a gap inside a sentence,
/// '^' and '$' for the edges of a sentence, '&lt;' and '&gt;' for the edges of a clause, and a leading '#' for a number just before.
/// In English a pattern begins and ends with a word, unless '~' stands at that end.
/// </summary>
internal sealed class PatternSet
{
    // what was found of pieces is short-lived and sought in every text many times: each thread keeps one list
    [ThreadStatic]
    private static List<(int Piece, int Start, int End)>? _kept;

    private readonly List<Sequence> _sequences = [];
    private readonly List<Piece> _pieces = [];
    private readonly List<List<(int Sequence, int Place)>> _uses = [];
    private readonly Automaton _automaton;
    private readonly int _gap;
    private readonly bool _words;

    public PatternSet(IReadOnlyList<string> patterns, string language)
    {
        _words = language == "en";
        _gap = _words ? 40 : 14;
        var known = new Dictionary<Piece, int>();
        for (var at = 0; at < patterns.Count; at++)
            foreach (var written in Flat(patterns[at]))
                Add(at, written, known);
        _automaton = new Automaton([.. _pieces.Select(piece => piece.Text)]);
    }

    /// <summary>In the order of the text; the longer of two that begin together first.</summary>
    public List<PatternHit> Find(FoldedText text)
    {
        var found = new List<PatternHit>();
        var pieces = _kept ??= [];
        pieces.Clear();
        _automaton.Find(text.Chars, pieces);
        if (pieces.Count == 0)
            return found;

        pieces.RemoveAll(it => !Fits(text, _pieces[it.Piece], it.Start, it.End));
        pieces.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End));
        for (var at = 0; at < pieces.Count; at++)
            foreach (var (sequence, place) in _uses[pieces[at].Piece])
                if (place == 0)
                    Follow(text, pieces, at, sequence, found);
        return found;
    }

    private void Follow(FoldedText text, List<(int Piece, int Start, int End)> pieces, int first, int sequence, List<PatternHit> found)
    {
        var start = pieces[first].Start;
        var end = pieces[first].End;
        var at = first;
        for (var place = 1; place < _sequences[sequence].Places; place++)
        {
            var next = at + 1;
            while (next < pieces.Count && pieces[next].Start <= end + _gap
                && (pieces[next].Start < end || !_uses[pieces[next].Piece].Contains((sequence, place))))
                next++;
            if (next >= pieces.Count || pieces[next].Start > end + _gap || text.Sentence(pieces[next].Start) != text.Sentence(start))
                return;
            at = next;
            end = pieces[next].End;
        }

        found.Add(new PatternHit(_sequences[sequence].Pattern, start, end));
    }

    private bool Fits(FoldedText text, Piece piece, int start, int end) =>
        !(_words && !piece.OpenStart && IsWord(text[start]) && start > 0 && IsWord(text[start - 1]))
        && !(_words && !piece.OpenEnd && IsWord(text[end - 1]) && end < text.Length && IsWord(text[end]))
        && !(piece.AtStart && !IsEdge(text, start - 1, -1, sentence: true))
        && !(piece.AtEnd && !IsEdge(text, end, 1, sentence: true))
        && !(piece.AtClauseStart && !IsEdge(text, start - 1, -1, sentence: false))
        && !(piece.AtClauseEnd && !IsEdge(text, end, 1, sentence: false))
        && !(piece.AfterNumber && !Numbers.EndsBefore(text, start));

    private static bool IsEdge(FoldedText text, int at, int step, bool sentence)
    {
        while (at >= 0 && at < text.Length && text[at] == ' ')
            at += step;
        return at < 0 || at >= text.Length || (sentence ? text.IsSentenceEnd(at) : text.IsClauseEnd(at)) || text[at] is '"' or '“' or '「';
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '\'' or >= 'à' and <= 'ÿ';

    private void Add(int pattern, string written, Dictionary<Piece, int> known)
    {
        var parts = Split(written, '*').Where(part => part.Trim('^', '$', '<', '>', '~').Length > 0).ToList();
        for (var place = 0; place < parts.Count; place++)
            foreach (var alternative in Alternatives(parts[place]))
            {
                var piece = Parse(alternative);
                if (piece.Text.Length == 0)
                    throw new InvalidOperationException($"The pattern {written} has an empty part.");
                if (!known.TryGetValue(piece, out var number))
                {
                    number = _pieces.Count;
                    known.Add(piece, number);
                    _pieces.Add(piece);
                    _uses.Add([]);
                }

                if (!_uses[number].Contains((_sequences.Count, place)))
                    _uses[number].Add((_sequences.Count, place));
            }

        _sequences.Add(new Sequence(pattern, parts.Count));
    }

    private static Piece Parse(string written)
    {
        var piece = new Piece("", false, false, false, false, false, false, false);
        while (written.Length > 0 && written[0] is '^' or '<' or '#' or '~')
        {
            piece = written[0] switch
            {
                '^' => piece with { AtStart = true },
                '<' => piece with { AtClauseStart = true },
                '#' => piece with { AfterNumber = true },
                _ => piece with { OpenStart = true },
            };
            written = written[1..];
        }

        while (written.Length > 0 && written[^1] is '$' or '>' or '~')
        {
            piece = written[^1] switch
            {
                '$' => piece with { AtEnd = true },
                '>' => piece with { AtClauseEnd = true },
                _ => piece with { OpenEnd = true },
            };
            written = written[..^1];
        }

        return piece with { Text = written };
    }

    /// <summary>Writes out the choices that hold a gap, so that gaps stand outside all parentheses.</summary>
    private static List<string> Flat(string pattern)
    {
        for (var open = pattern.IndexOf('(', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('(', open))
        {
            var close = Closing(pattern, open);
            var inside = pattern[(open + 1)..close];
            if (!inside.Contains('*', StringComparison.Ordinal))
            {
                open = close;
                continue;
            }

            var written = new List<string>();
            var plain = new List<string>();
            foreach (var choice in Split(inside, '|'))
                if (choice.Contains('*', StringComparison.Ordinal))
                    written.AddRange(Flat(pattern[..open] + choice + pattern[(close + 1)..]));
                else
                    plain.Add(choice);
            if (plain.Count > 0)
                written.AddRange(Flat($"{pattern[..open]}({string.Join('|', plain)}){pattern[(close + 1)..]}"));
            return written;
        }

        return [pattern];
    }

    private static List<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return [pattern];
        var close = Closing(pattern, open);
        var rest = Alternatives(pattern[(close + 1)..]);
        var written = new List<string>();
        foreach (var choice in Split(pattern[(open + 1)..close], '|'))
            foreach (var inner in Alternatives(choice))
                foreach (var tail in rest)
                    written.Add(pattern[..open] + inner + tail);
        return written;
    }

    private static int Closing(string pattern, int open)
    {
        var depth = 0;
        for (var at = open; at < pattern.Length; at++)
            if (pattern[at] == '(')
                depth++;
            else if (pattern[at] == ')' && --depth == 0)
                return at;
        throw new InvalidOperationException($"The pattern {pattern} opens and never closes.");
    }

    private static IEnumerable<string> Split(string text, char mark)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] != mark || depth > 0)
                continue;
            yield return text[start..at];
            start = at + 1;
        }

        yield return text[start..];
    }

    private sealed record Sequence(int Pattern, int Places);

    private sealed record Piece(string Text, bool AtStart, bool AtEnd, bool AtClauseStart, bool AtClauseEnd, bool AfterNumber, bool OpenStart, bool OpenEnd);
}
