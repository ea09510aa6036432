using System.Globalization;
using System.Text;
using Ting.Listening.Text;

namespace Ting.Server.Features.Search;

/// <summary>A stretch of a text, in UTF-16 code units.</summary>
public sealed record Mark(int Start, int Length);

/// <summary>The words of a query: what a text must hold besides what the index promises, and where it holds them.</summary>
/// <remarks>The index knows pairs of characters; that they stand together is only seen in the text.</remarks>
internal sealed class Wanted
{
    private readonly string _phrase;
    private readonly string[] _runs;
    private readonly HashSet<string> _words;

    public Wanted(string query)
    {
        _phrase = SearchTerms.Fold(query.Trim());
        var parts = Split(_phrase).ToArray();
        _runs = [.. parts.Where(part => part.IsRun).Select(part => part.Text).Distinct()];
        _words = [.. parts.Where(part => !part.IsRun).SelectMany(part => SearchTerms.ForQuery(part.Text))];
    }

    public bool IsEmpty => _runs.Length == 0 && _words.Count == 0;

    /// <summary>Where the words stand; null when one of them is missing.</summary>
    public Found? In(string text)
    {
        var folded = Folded.Of(text);
        var marks = new List<Mark>();
        var missing = false;
        foreach (var run in _runs)
        {
            var before = marks.Count;
            for (var at = folded.Text.IndexOf(run, StringComparison.Ordinal); at >= 0; at = folded.Text.IndexOf(run, at + run.Length, StringComparison.Ordinal))
                marks.Add(folded.Original(at, run.Length));
            missing |= marks.Count == before;
        }

        if (_words.Count > 0)
        {
            var met = new HashSet<string>();
            foreach (var (word, start) in Words(folded.Text))
            {
                if (SearchTerms.ForQuery(word).FirstOrDefault() is { } term && _words.Contains(term))
                {
                    met.Add(term);
                    marks.Add(folded.Original(start, word.Length));
                }
            }

            missing |= met.Count < _words.Count;
        }

        return missing ? null : new Found([.. marks.OrderBy(mark => mark.Start)], folded.Text.Contains(_phrase, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Text, bool IsRun)> Split(string text)
    {
        var part = new StringBuilder();
        bool? isRun = null;
        foreach (var rune in text.EnumerateRunes())
        {
            bool? kind = !Rune.IsLetterOrDigit(rune) ? null : IsIdeographic(rune);
            if (kind != isRun && part.Length > 0)
            {
                yield return (part.ToString(), isRun is true);
                part.Clear();
            }

            isRun = kind;
            if (kind is not null)
                part.Append(rune.ToString());
        }

        if (part.Length > 0)
            yield return (part.ToString(), isRun is true);
    }

    private static IEnumerable<(string Word, int Start)> Words(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var inWord = at < text.Length && char.IsLetterOrDigit(text[at]) && !IsIdeographic(new Rune(char.IsSurrogate(text[at]) ? ' ' : text[at]));
            if (inWord && start < 0)
                start = at;
            if (!inWord && start >= 0)
            {
                yield return (text[start..at], start);
                start = -1;
            }
        }
    }

    private static bool IsIdeographic(Rune rune) => rune.Value is >= 0x3005 and <= 0x3007 or >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    public sealed record Found(IReadOnlyList<Mark> Marks, bool IsPhrase);

    /// <summary>A text as it is compared, each of its characters knowing where it stood.</summary>
    private sealed record Folded(string Text, int[] Starts, int[] Ends)
    {
        private static readonly string?[] Known = new string?[char.MaxValue + 1];

        public static Folded Of(string text)
        {
            var folded = new StringBuilder(text.Length);
            List<int> starts = new(text.Length), ends = new(text.Length);
            for (int at = 0, length; at < text.Length; at += length)
            {
                length = IsAlone(text, at) ? 1 : StringInfo.GetNextTextElementLength(text.AsSpan(at));
                foreach (var character in length == 1 ? Alone(text[at]) : SearchTerms.Fold(text.Substring(at, length)))
                {
                    folded.Append(character);
                    starts.Add(at);
                    ends.Add(at + length);
                }
            }

            return new Folded(folded.ToString(), [.. starts], [.. ends]);
        }

        // Between two plain letters nothing can combine, and most texts are full of them.
        private static bool IsAlone(string text, int at) => char.IsAscii(text[at]) && (at + 1 == text.Length || char.IsAscii(text[at + 1]));

        private static string Alone(char character) => Known[character] ??= SearchTerms.Fold(character.ToString());

        public Mark Original(int start, int length) => new(Starts[start], Ends[start + length - 1] - Starts[start]);
    }
}
