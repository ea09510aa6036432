namespace Ting.Listening;

/// <summary>The pieces of a text that the model weighs: runs of letters, and in English also words and pairs of words.</summary>
internal static class Ngrams
{
    public readonly record struct Ngram(uint Hash, int Start, int End);

    public static void Of(FoldedText text, string language, List<Ngram> found)
    {
        var seed = language switch { "zh" => 0x811C9DC5u, "ja" => 0x9E3779B9u, _ => 0x85EBCA6Bu };
        var (shortest, longest) = language == "en" ? (3, 5) : (1, 4);
        var code = NextCode(text, 0);
        for (var start = 0; start < text.Length; start++)
        {
            if (start == code.Start)
            {
                start = code.End - 1;
                code = NextCode(text, code.End);
                continue;
            }

            var hash = seed;
            for (var end = start; end < code.Start && end - start < longest; end++)
            {
                hash = Mix(hash, text[end]);
                if (end - start + 1 >= shortest)
                    found.Add(new Ngram(Finish(hash), start, end + 1));
            }
        }

        // how a text begins and ends says more than the same letters in its middle
        if (text.Length > 1)
        {
            found.Add(new Ngram(Finish(Mix(Mix(Mix(seed, '\u0002'), text[0]), text[1])), 0, 2));
            found.Add(new Ngram(Finish(Mix(Mix(Mix(seed, '\u0003'), text[text.Length - 2]), text[text.Length - 1])), text.Length - 2, text.Length));
        }

        if (language == "en")
            Words(text, seed, found);
        found.Add(new Ngram(Finish(Mix(Mix(seed, '\u0004'), (char)('0' + Math.Min(9, text.Length / 12)))), 0, 0));
    }

    // The letters of an order number or a link say nothing of a feeling: the next run of at least five letters, figures and marks with a figure in it.
    private static (int Start, int End) NextCode(FoldedText text, int from)
    {
        for (var at = from; at < text.Length;)
        {
            var (start, figures) = (at, 0);
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || (at > start && text[at] is '-' or '_' or '#' or '/' or '.' or ':')))
                figures += char.IsAsciiDigit(text[at++]) ? 1 : 0;
            if (figures > 0 && at - start >= 5)
                return (start, at);
            if (at == start)
                at++;
        }

        return (text.Length, text.Length);
    }

    private static void Words(FoldedText text, uint seed, List<Ngram> found)
    {
        uint before = 0;
        var beforeStart = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var hash = Mix(seed, '\u0005');
            while (at < text.Length && IsWord(text[at]))
                hash = Mix(hash, text[at++]);
            found.Add(new Ngram(Finish(hash), start, at));
            if (before != 0)
                found.Add(new Ngram(Finish(hash ^ (before * 31)), beforeStart, at));
            before = hash;
            beforeStart = start;
        }
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '\'';

    private static uint Mix(uint hash, char letter) => (hash ^ letter) * 0x01000193u;

    private static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7FEB352Du;
        hash ^= hash >> 15;
        return hash;
    }
}
