namespace Ting.Listening;

/// <summary>
/// A text as it is compared: one width, one case, simplified characters, drawn-out letters shortened.
/// Every folded character knows where it stands in the original.
/// </summary>
internal sealed class FoldedText
{
    private char[] _chars;
    private int[] _starts;
    private int[] _ends;
    private bool[] _quoted = [];
    private ushort[] _sentences = [];
    private int[]? _places;

    private FoldedText(string original, int capacity)
    {
        Original = original;
        _chars = new char[capacity];
        _starts = new int[capacity];
        _ends = new int[capacity];
    }

    public string Original { get; }
    public int Length { get; private set; }

    /// <summary>Drawn-out letters, repeated marks and the like: how loud the text is.</summary>
    public int Emphasis { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);
    public char this[int at] => _chars[at];

    public bool IsQuoted(int at) => _quoted[at];

    /// <summary>The number of the sentence a character belongs to.</summary>
    public int Sentence(int at) => _sentences[Math.Min(at, Math.Max(0, Length - 1))];

    public static FoldedText Of(string text, string language)
    {
        var folded = new FoldedText(text, text.Length + 4);
        folded.Fold(text, chinese: language == "zh");
        (folded._quoted, folded._sentences) = (new bool[folded.Length + 1], new ushort[folded.Length + 1]); // a place may be asked about where nothing is left
        folded.MarkSentences();
        folded.MarkQuotations();
        return folded;
    }

    /// <summary>
    /// The same text read as though no code stood in it (<see cref="Codes"/>), or this one where there is none. Every character still knows
    /// where it stands in the original.
    /// </summary>
    public FoldedText WithoutCodes()
    {
        if (Codes.In(Chars) is not { } codes)
            return this;
        var left = new FoldedText(Original, Length) { Emphasis = Emphasis, _places = new int[Length], _quoted = new bool[Length], _sentences = new ushort[Length] };
        var at = 0;
        foreach (var (start, end) in codes)
        {
            left.Take(this, at, start);
            at = end;
            for (var place = start; place < end; place++) // "www" is not loud
                left.Emphasis -= _ends[place] - _starts[place] - 1;
        }

        left.Take(this, at, Length);
        return left;
    }

    /// <summary>Where a character of <see cref="WithoutCodes"/> stands in the text it was taken from.</summary>
    public int Place(int at) => _places is null ? at : _places[at];

    /// <summary>The stretch of the original that a folded stretch came from.</summary>
    public Span OriginalSpan(int start, int end)
    {
        if (Length == 0 || end <= start)
            return new Span(0, 0, "");
        var from = _starts[start];
        var to = _ends[end - 1];
        return new Span(from, to - from, Original[from..to]);
    }

    /// <summary>The stretch with the words it cuts made whole and without marks and blanks at its ends: half a word carries no meaning.</summary>
    public (int Start, int End) WholeWords(int start, int end)
    {
        while (start < end - 1 && (_chars[start] == ' ' || IsClauseEnd(start)))
            start++;
        while (end > start + 1 && (_chars[end - 1] == ' ' || IsClauseEnd(end - 1)))
            end--;
        while (start > 0 && IsWord(_chars[start]) && IsWord(_chars[start - 1]))
            start--;
        while (end < Length && IsWord(_chars[end - 1]) && IsWord(_chars[end]))
            end++;
        return WordEdges.Of(Chars, start, end);
    }

    // in scripts without spaces a run of katakana or of Latin letters is one word, of ideographs not
    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '\'' or 'ー' or (>= 'ァ' and <= 'ヺ') or (>= 'à' and <= 'ÿ');

    public int OriginalStart(int at) => at < Length ? _starts[at] : Original.Length;

    public int OriginalEnd(int end) => end <= 0 ? 0 : _ends[end - 1];

    public static bool EndsSentence(char letter) => letter is '。' or '!' or '?' or ';' or '\n' or '…';

    public static bool EndsClause(char letter) => EndsSentence(letter) || letter is ',' or '、' or ':' or '—' or '~';

    /// <summary>The stretch between two marks that holds a place.</summary>
    public (int Start, int End) Clause(int start, int end) => Stretch(start, end, at => IsClauseEnd(at));

    /// <summary>The sentence that holds a place, without its last mark.</summary>
    public (int Start, int End) SentenceAround(int start, int end) => Stretch(start, end, at => IsSentenceEnd(at));

    public bool IsSentenceEnd(int at) => EndsSentence(_chars[at])
        || (_chars[at] == '.' && (at + 1 >= Length || _chars[at + 1] is ' ' or '"' or ')' || _chars[at + 1] > 0x2E7F) && !(at > 0 && char.IsDigit(_chars[at - 1]) && at + 1 < Length && char.IsDigit(_chars[at + 1])));

    public bool IsClauseEnd(int at) => IsSentenceEnd(at)
        || (EndsClause(_chars[at]) && !(_chars[at] is ',' or ':' && at > 0 && at + 1 < Length && char.IsDigit(_chars[at - 1]) && char.IsDigit(_chars[at + 1])));

    private (int Start, int End) Stretch(int start, int end, Func<int, bool> stops)
    {
        while (start > 0 && !stops(start - 1))
            start--;
        end = Math.Max(end, start);
        while (end < Length && !(end > 0 && end > start && stops(end - 1)) && !stops(end))
            end++;
        while (start < end && _chars[start] == ' ')
            start++;
        while (end > start && _chars[end - 1] == ' ')
            end--;
        return (start, end);
    }

    private void Take(FoldedText from, int start, int end)
    {
        for (var at = start; at < end; at++, Length++)
        {
            _chars[Length] = from._chars[at];
            _starts[Length] = from._starts[at];
            _ends[Length] = from._ends[at];
            _quoted[Length] = from._quoted[at];
            _sentences[Length] = from._sentences[at];
            _places![Length] = at;
        }
    }

    private void Fold(string text, bool chinese)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            var plain = chinese ? Folding.Chinese(letter) : Folding.Plain(letter);
            if (plain != '\0' || letter == '\0')
                Append(plain, at);
            else
                foreach (var part in Folding.Expansion(letter))
                    Append(part, at);
        }
    }

    private void Append(char letter, int at)
    {
        if (letter is '\0' or '\u200b' or '\u200d' or '\ufe0f' or '\u3099' or '\u309a')
        {
            Voice(letter, at);
            return;
        }

        if (letter is '\t' or '\r' or '\u3000' or '\u00a0')
            letter = ' ';
        if (letter == '.' && Length > 0 && _chars[Length - 1] is '.' or '…')
        {
            Extend('…', at);
            return;
        }

        var run = Run(letter);
        if (run >= Longest(letter))
        {
            Emphasis += letter == ' ' ? 0 : 1;
            Extend(letter, at);
            return;
        }

        if (Length == _chars.Length)
            Grow();
        _chars[Length] = letter;
        _starts[Length] = at;
        _ends[Length] = at + 1;
        Length++;
    }

    // hardly ever: one character for several, as in ㍻ or ﬁ
    private void Grow()
    {
        Array.Resize(ref _chars, Length * 2);
        Array.Resize(ref _starts, Length * 2);
        Array.Resize(ref _ends, Length * 2);
    }

    private void Extend(char letter, int at)
    {
        _chars[Length - 1] = letter;
        _ends[Length - 1] = at + 1;
    }

    // half-width kana carry their voicing mark in a character of its own
    private void Voice(char mark, int at)
    {
        if (Length == 0)
            return;
        var letter = _chars[Length - 1];
        if (mark == '\u3099' && letter is (>= 'か' and <= 'ほ') or (>= 'カ' and <= 'ホ'))
            _chars[Length - 1] = (char)(letter + 1);
        else if (mark == '\u309a' && letter is (>= 'は' and <= 'ほ') or (>= 'ハ' and <= 'ホ'))
            _chars[Length - 1] = (char)(letter + 2);
        else if (mark == '\u3099' && letter == 'ウ')
            _chars[Length - 1] = 'ヴ';
        _ends[Length - 1] = at + 1;
    }

    private int Run(char letter)
    {
        var run = 0;
        for (var at = Length - 1; at >= 0 && run < 4 && _chars[at] == letter; at--)
            run++;
        return run;
    }

    private static int Longest(char letter) => letter switch
    {
        >= '0' and <= '9' => int.MaxValue,
        >= 'a' and <= 'z' => 2,
        'ー' or '~' or '〜' or '!' or '?' or '。' or '…' or ' ' or ',' or '、' or '*' or '-' => 1,
        >= '\ud800' and <= '\udfff' => int.MaxValue,
        _ => 3,
    };

    private void MarkSentences()
    {
        ushort sentence = 0;
        for (var at = 0; at < Length; at++)
        {
            _sentences[at] = sentence;
            if (IsSentenceEnd(at) && sentence < ushort.MaxValue)
                sentence++;
        }
    }

    // what somebody else said is not what the writer says
    private void MarkQuotations()
    {
        var open = -1;
        var closing = '\0';
        for (var at = 0; at < Length; at++)
        {
            if (open < 0)
            {
                closing = _chars[at] switch { '“' => '”', '「' => '」', '『' => '』', '《' => '》', '"' => '"', _ => '\0' };
                if (closing != '\0')
                    open = at;
                else if (_chars[at] == '>' && (at == 0 || _chars[at - 1] == '\n'))
                    while (at < Length && _chars[at] != '\n')
                        _quoted[at++] = true;
            }
            else if (_chars[at] == closing)
            {
                _quoted.AsSpan(open, at - open + 1).Fill(true);
                open = -1;
            }
        }
    }
}
