using System.Numerics;

namespace Ting.Listening;

/// <summary>What the draft model weighs: runs of letters and words, where clauses begin and end, what the rules saw, and the customer's last message.</summary>
internal sealed class DraftFeatures
{
    // a rule's opinion counts like a handful of words
    private const float Opinion = 0.35f;

    // two letters alone prove little
    private const int Fewest = 24;

    // a set that is larger is let go: to empty it would cost every later draft
    private const int LargestKept = 8192;

    // of every draft anew, and each as large: each thread keeps one
    [ThreadStatic]
    private static HashSet<uint>? _kept;

    private readonly uint _seed;
    private readonly List<Feature> _features;
    private readonly HashSet<uint> _seen = _kept is { Capacity: <= LargestKept } ? _kept : _kept = new HashSet<uint>(512);
    private float _value = 1;
    private bool[] _spared = [];

    private DraftFeatures(uint seed, int letters)
    {
        _seed = seed;
        _features = new List<Feature>(letters * 3);
        _seen.Clear();
    }

    public readonly record struct Feature(uint Hash, int Start, int End, float Value);

    public static List<Feature> Of(Draft draft)
    {
        var features = new DraftFeatures(Hash.Seed(draft.Language), draft.Text.Length) { _spared = draft.Spared };
        var said = draft.Text.WithoutCodes();
        if (said != draft.Text)
            features._spared = [.. Enumerable.Range(0, said.Length).Select(at => draft.Spared[said.Place(at)])];
        var text = said.Chars;
        if (draft.Language == "en")
        {
            features.Runs(text, 'g', 3, 5);
            features.Words(text, 'w', pairs: true);
            features.Openings(said);
        }
        else
        {
            features.Runs(text, 'g', 1, 4);
            features.Clauses(said);
        }

        // a long draft says everything a little; its words share what a short one's have alone
        var share = 1 / MathF.Sqrt(Math.Max(Fewest, features._features.Count));
        var written = features._features;
        for (var at = 0; at < written.Count; at++)
            written[at] = written[at] with { Start = said.Place(written[at].Start), End = said.Place(written[at].End - 1) + 1, Value = share };

        features._value = share;
        features._spared = [];
        if (draft.Context.Count > 0)
            features.Customer(FoldedText.Of(draft.Context[^1], draft.Language).WithoutCodes().Chars, draft.Language);
        features._value = Opinion;
        features.Look(said);
        features.Opinions(draft);
        return written;
    }

    public static uint Word(string word, string language)
    {
        var hash = Hash.Mix(Hash.Seed(language), 'w');
        foreach (var letter in word)
            hash = Hash.Mix(hash, letter);
        return Hash.Finish(hash);
    }

    // the first words of a sentence: who is asked or told to do something
    private void Openings(FoldedText text)
    {
        var (words, hash, start) = (0, Hash.Mix(_seed, 'b'), 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && IsWord(text[at]))
            {
                if (at == 0 || !IsWord(text[at - 1]))
                {
                    if (words == 0)
                        start = at;
                    hash = Hash.Mix(hash, ' ');
                }

                hash = Hash.Mix(hash, text[at]);
                continue;
            }

            if (at > 0 && IsWord(text[at - 1]) && ++words <= 3)
                Add(hash, start, at);
            if (at < text.Length && text.IsClauseEnd(at))
                (words, hash) = (0, Hash.Mix(_seed, 'b'));
        }
    }

    // how long a draft is, how it is parted and whether it holds anything definite
    private void Look(FoldedText text)
    {
        int figures = 0, asks = 0, shouts = 0, sentences = 1;
        var before = ' ';
        for (var at = 0; at < text.Length; at++)
        {
            figures += char.IsAsciiDigit(text[at]) && !char.IsAsciiDigit(before) ? 1 : 0;
            asks += text[at] == '?' ? 1 : 0;
            shouts += text[at] == '!' ? 1 : 0;
            sentences += at + 1 < text.Length && text.IsSentenceEnd(at) ? 1 : 0;
            before = text[at];
        }

        Say('l', Math.Min(9, BitOperations.Log2((uint)text.Length + 1)));
        Say('0', Math.Min(3, figures));
        Say('?', Math.Min(2, asks));
        Say('!', Math.Min(2, shouts));
        Say('.', Math.Min(4, sentences));
        void Say(char what, int how) => Add(Hash.Mix(Hash.Mix(Hash.Mix(_seed, 'L'), what), (char)(how + 1)), 0, 0);
    }

    private void Runs(ReadOnlySpan<char> text, char kind, int shortest, int longest)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var hash = Hash.Mix(_seed, kind);
            for (var end = start; end < text.Length && end - start < longest; end++)
            {
                hash = Hash.Mix(hash, text[end]);
                if (end - start + 1 >= shortest)
                    Add(hash, start, end + 1);
            }
        }
    }

    private void Words(ReadOnlySpan<char> text, char kind, bool pairs)
    {
        var (before, beforeStart) = (0u, 0);
        var (earlier, earlierStart) = (0u, 0);
        for (var at = 0; at < text.Length;)
        {
            if (!IsWord(text[at]))
            {
                if (text[at] is '?' or '!' or '.' or ',')
                    (earlier, earlierStart, before, beforeStart) = (before, beforeStart, Hash.Mix(Hash.Mix(_seed, 'p'), text[at]), at);
                at++;
                continue;
            }

            var start = at;
            var hash = Hash.Mix(_seed, kind);
            while (at < text.Length && IsWord(text[at]))
                hash = Hash.Mix(hash, text[at++]);
            Add(hash, start, at);
            if (!pairs)
                continue;
            Add(hash ^ (before * 31) ^ 'W', before == 0 ? start : beforeStart, at);
            if (earlier != 0)
                Add(hash ^ (before * 31) ^ (earlier * 961), earlierStart, at);
            (earlier, earlierStart, before, beforeStart) = (before, beforeStart, hash, start);
        }
    }

    private void Clauses(FoldedText text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !text.IsClauseEnd(at))
                continue;
            var length = Math.Min(3, at - start);
            var (first, last) = (Hash.Mix(_seed, 'b'), Hash.Mix(Hash.Mix(_seed, 'e'), at < text.Length ? text[at] : '$'));
            for (var step = 0; step < length; step++)
            {
                Add(first = Hash.Mix(first, text[start + step]), start, start + step + 1);
                Add(last = Hash.Mix(last, text[at - 1 - step]), at - 1 - step, at);
            }

            start = at + 1;
        }
    }

    private void Customer(ReadOnlySpan<char> text, string language)
    {
        var from = _features.Count;
        if (language == "en")
            Words(text, 'x', pairs: false);
        else
            Runs(text, 'x', 2, 3);
        for (var at = from; at < _features.Count; at++)
            _features[at] = _features[at] with { Start = 0, End = 0 };
    }

    private void Opinions(Draft draft)
    {
        foreach (var signal in draft.Signals())
            Tell('s', signal);
        foreach (var hit in draft.Taboos)
            Tell('t', draft.Taboo(hit.Pattern).Category);
        if (QuestionReader.ByRule(draft) is { } question)
            Tell('q', QuestionReader.Name(question));
        if (DraftFacts.RefusesByRule(draft))
            Tell('r', "refuses");
        if (DraftFacts.EmpathyByRule(draft) is not null)
            Tell('f', "feels");
        if (draft.Customer is not { } customer)
            return;
        if (customer.Complaint)
            Tell('c', "complaint");
        if (customer.Sentiment == Sentiment.Negative)
            Tell('c', "negative");
        if (draft.Text.Chars.TrimEnd() is [.., '?' or '吗' or 'か'])
            Tell('a', customer.Complaint ? "complaint" : Name(customer.Emotion));
    }

    private static string Name(Emotion emotion) => emotion switch
    {
        Emotion.Angry => "angry",
        Emotion.Dissatisfied => "dissatisfied",
        Emotion.Frustrated => "frustrated",
        Emotion.Anxious => "anxious",
        Emotion.Confused => "confused",
        Emotion.Hesitant => "hesitant",
        Emotion.Neutral => "neutral",
        Emotion.Satisfied => "satisfied",
        _ => "grateful",
    };

    private void Tell(char kind, string said)
    {
        var hash = Hash.Mix(Hash.Mix(_seed, kind), ':');
        foreach (var letter in said)
            hash = Hash.Mix(hash, letter);
        Add(hash, 0, 0);
    }

    private void Add(uint hash, int start, int end)
    {
        if (start < _spared.Length && (_spared[start] || (end > start && _spared[end - 1])))
            return;
        hash = Hash.Finish(hash);
        if (_seen.Add(hash))
            _features.Add(new Feature(hash, start, end, _value));
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '\'';
}
