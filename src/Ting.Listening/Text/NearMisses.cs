namespace Ting.Listening;

/// <summary>Finds phrases with one wrong, missing or extra letter: one half of the phrase is then still right.</summary>
internal sealed class NearMisses
{
    private readonly List<(int Pattern, string Phrase, int Split, bool First)> _halves = [];
    private readonly Automaton _automaton;

    public NearMisses(IEnumerable<(int Pattern, string Text)> phrases, string language)
    {
        var shortest = language == "en" ? 10 : 5;
        var texts = new List<string>();
        foreach (var (pattern, text) in phrases.Where(it => it.Text.Length >= shortest))
        {
            var split = text.Length / 2;
            _halves.Add((pattern, text, split, true));
            texts.Add(text[..split]);
            _halves.Add((pattern, text, split, false));
            texts.Add(text[split..]);
        }

        _automaton = new Automaton(texts);
    }

    public List<PatternHit> Find(FoldedText text)
    {
        var found = new List<PatternHit>();
        var halves = new List<(int Word, int Start, int End)>();
        _automaton.Find(text.Chars, halves);
        foreach (var (word, start, end) in halves)
        {
            var (pattern, phrase, split, first) = _halves[word];
            if (first && Ends(text.Chars[end..], phrase.AsSpan(split)) is { } length)
                found.Add(new PatternHit(pattern, start, end + length));
            else if (!first && EndsReversed(text.Chars[..start], phrase.AsSpan(0, split)) is { } before)
                found.Add(new PatternHit(pattern, start - before, end));
        }

        return found;
    }

    // the number of letters of the text that stand for the phrase with one slip at most
    private static int? Ends(ReadOnlySpan<char> text, ReadOnlySpan<char> phrase)
    {
        var same = text.CommonPrefixLength(phrase);
        if (same == phrase.Length)
            return same;
        var rest = phrase[(same + 1)..];
        if (text.Length > same && text[(same + 1)..].StartsWith(rest))
            return phrase.Length;
        if (text.Length >= same && text[same..].StartsWith(rest))
            return phrase.Length - 1;
        return text.Length > same && text[(same + 1)..].StartsWith(phrase[same..]) ? phrase.Length + 1 : null;
    }

    private static int? EndsReversed(ReadOnlySpan<char> text, ReadOnlySpan<char> phrase)
    {
        var same = 0;
        while (same < phrase.Length && same < text.Length && text[^(same + 1)] == phrase[^(same + 1)])
            same++;
        if (same == phrase.Length)
            return same;
        var rest = phrase[..^(same + 1)];
        if (text.Length > same && text[..^(same + 1)].EndsWith(rest))
            return phrase.Length;
        if (text[..^same].EndsWith(rest))
            return phrase.Length - 1;
        return text.Length > same && text[..^(same + 1)].EndsWith(phrase[..^same]) ? phrase.Length + 1 : null;
    }
}
