namespace Ting.Listening;

/// <summary>One thing the model weighs, and the stretch of the folded text it stands for.</summary>
internal record struct Piece(uint Hash, int Start, int End)
{
    /// <summary>Of the model that weighs it; below 0 for one that it never met.</summary>
    public int Row { get; set; } = -1;
}

/// <summary>
/// The pieces of a text that the model weighs, in three groups that count separately: runs of letters,
/// words and pairs of words (English), and what the cues and the look of the text say.
/// </summary>
internal sealed class Pieces
{
    public const int Groups = 4;

    private readonly List<Piece>[] _groups = [[], [], [], []];

    public List<Piece> this[int group] => _groups[group];

    public static Pieces Of(FoldedText text, string language, CuesFound cues)
    {
        var pieces = new Pieces();
        pieces.Read(text, language, cues);
        return pieces;
    }

    public void Read(FoldedText text, string language, CuesFound cues)
    {
        foreach (var group in _groups)
            group.Clear();
        var seed = Hash.Seed(language);
        Letters(text, language == "en", seed, _groups[0]);
        if (language == "en")
            Words(text, seed, _groups[1]);
        cues.AddTo(_groups[2], text, seed);
        Look(text, seed, _groups[2]);
        if (language != "en")
            Last(text, seed ^ 0x5bd1e995u, _groups[3]);
    }

    // if two feelings compete, the later one wins
    private static void Last(FoldedText text, uint seed, List<Piece> found)
    {
        var from = text.Length;
        var letters = 0;
        while (from > 0 && !(letters > 3 && text.IsClauseEnd(from - 1)))
            letters += char.IsLetter(text[--from]) ? 1 : 0;
        if (from == 0)
            return;
        for (var start = from; start < text.Length; start++)
        {
            var hash = seed;
            for (var end = start; end < Math.Min(text.Length, start + 3); end++)
            {
                hash = Hash.Mix(hash, text[end]);
                found.Add(new Piece(Hash.Finish(hash), start, end + 1));
            }
        }
    }

    private static void Letters(FoldedText text, bool english, uint seed, List<Piece> found)
    {
        var (shortest, longest) = english ? (3, 5) : (1, 4);
        var letters = text.Chars;
        for (var start = 0; start < letters.Length; start++)
        {
            var hash = seed;
            var last = Math.Min(letters.Length, start + longest);
            for (var end = start; end < last; end++)
            {
                hash = Hash.Mix(hash, letters[end]);
                if (end - start + 1 >= shortest)
                    found.Add(new Piece(Hash.Finish(hash), start, end + 1));
            }
        }

        // how a text begins and ends says more than the same letters in its middle
        if (letters.Length > 1)
        {
            found.Add(new Piece(Hash.Finish(Hash.Mix(Hash.Mix(Hash.Mix(seed, '\u0002'), letters[0]), letters[1])), 0, 2));
            found.Add(new Piece(Hash.Finish(Hash.Mix(Hash.Mix(Hash.Mix(seed, '\u0003'), letters[^2]), letters[^1])), letters.Length - 2, letters.Length));
        }
    }

    private static void Words(FoldedText text, uint seed, List<Piece> found)
    {
        uint before = 0, earlier = 0;
        int beforeStart = 0, earlierStart = 0;
        var letters = text.Chars;
        for (var at = 0; at < letters.Length;)
        {
            if (!IsWord(letters[at]))
            {
                if (letters[at] != ' ')
                    before = earlier = 0;
                at++;
                continue;
            }

            var start = at;
            var hash = Hash.Mix(seed, '\u0005');
            while (at < letters.Length && IsWord(letters[at]))
                hash = Hash.Mix(hash, letters[at++]);
            found.Add(new Piece(Hash.Finish(hash), start, at));
            if (before != 0)
                found.Add(new Piece(Hash.Finish(hash ^ (before * 31)), beforeStart, at));
            if (earlier != 0)
                found.Add(new Piece(Hash.Finish(hash ^ (before * 31) ^ (earlier * 961)), earlierStart, at));
            (earlier, earlierStart, before, beforeStart) = (before, beforeStart, hash, start);
        }
    }

    // the length, loudness and last mark of a text
    private static void Look(FoldedText text, uint seed, List<Piece> found)
    {
        Say('L', Math.Min(9, text.Length / 12));
        Say('E', Math.Min(3, text.Emphasis));
        int asks = 0, shouts = 0, pauses = 0, figures = 0;
        foreach (var letter in text.Chars)
            switch (letter)
            {
                case '?': asks++; break;
                case '!': shouts++; break;
                case '…': pauses++; break;
                case >= '0' and <= '9': figures++; break;
            }

        Say('?', Math.Min(2, asks));
        Say('!', Math.Min(3, shouts));
        Say('…', Math.Min(1, pauses));
        Say('0', Math.Min(3, figures / 2));
        if (text.Length > 0)
            Say('$', text[text.Length - 1] is var last && (char.IsPunctuation(last) || char.IsSymbol(last)) ? last : 0);

        void Say(char what, int how) => found.Add(new Piece(Hash.Finish(Hash.Mix(Hash.Mix(Hash.Mix(seed, '\u0004'), what), (char)how)), 0, 0));
    }

    public static uint Word(string word, uint seed)
    {
        var hash = Hash.Mix(seed, '\u0005');
        foreach (var letter in word)
            hash = Hash.Mix(hash, letter);
        return Hash.Finish(hash);
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '\'';
}
