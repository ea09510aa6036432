namespace Ting.Listening;

/// <summary>Aho and Corasick's automaton: every occurrence of every word in one pass, whatever the text.</summary>
internal sealed class Automaton
{
    private readonly int[] _failures;
    private readonly int[] _words; // the word that ends in a state, or -1
    private readonly int[] _shorter; // the nearest state on the failure path where a word ends
    private readonly int[] _lengths;
    private readonly long[] _keys; // state and letter; open addressing
    private readonly int[] _targets;
    private readonly int _mask;

    public Automaton(IEnumerable<string> words)
    {
        var edges = new List<(int From, char Letter, int To)>();
        var next = new Dictionary<(int, char), int>();
        var ends = new List<int> { -1 };
        var lengths = new List<int>();
        foreach (var word in words)
        {
            var state = 0;
            foreach (var letter in word)
            {
                if (!next.TryGetValue((state, letter), out var target))
                {
                    target = ends.Count;
                    ends.Add(-1);
                    next.Add((state, letter), target);
                    edges.Add((state, letter, target));
                }

                state = target;
            }

            // two pieces may share their text and differ in their edges
            if (ends[state] < 0)
                ends[state] = lengths.Count;
            else
                Twins.Add((ends[state], lengths.Count));
            lengths.Add(word.Length);
        }

        _words = [.. ends];
        _lengths = [.. lengths];
        _failures = new int[ends.Count];
        _shorter = new int[ends.Count];
        var size = 16;
        while (size < edges.Count * 2)
            size *= 2;
        _mask = size - 1;
        _keys = new long[size];
        Array.Fill(_keys, -1);
        _targets = new int[size];
        foreach (var (from, letter, to) in edges)
            Put(from, letter, to);
        Link(edges);
    }

    private List<(int Word, int Twin)> Twins { get; } = [];

    private Dictionary<int, int[]>? _twins;

    public void Find(ReadOnlySpan<char> text, List<(int Word, int Start, int End)> found)
    {
        var twins = _twins ??= Twins.GroupBy(it => it.Word).ToDictionary(group => group.Key, group => group.Select(it => it.Twin).ToArray());
        var state = 0;
        for (var at = 0; at < text.Length; at++)
        {
            int target;
            while ((target = Next(state, text[at])) < 0 && state != 0)
                state = _failures[state];
            state = Math.Max(0, target);
            for (var ending = state; ending > 0; ending = _shorter[ending])
            {
                if (_words[ending] < 0)
                    continue;
                var word = _words[ending];
                found.Add((word, at + 1 - _lengths[word], at + 1));
                if (twins.TryGetValue(word, out var others))
                    foreach (var twin in others)
                        found.Add((twin, at + 1 - _lengths[word], at + 1));
            }
        }
    }

    // edges are listed parents first, but not level by level: the failure links need the levels
    private void Link(List<(int From, char Letter, int To)> edges)
    {
        var children = edges.ToLookup(edge => edge.From);
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var state))
            foreach (var (_, letter, to) in children[state])
            {
                queue.Enqueue(to);
                if (state == 0)
                    continue;
                var fallback = _failures[state];
                int target;
                while ((target = Next(fallback, letter)) < 0 && fallback != 0)
                    fallback = _failures[fallback];
                _failures[to] = Math.Max(0, target);
                _shorter[to] = _words[_failures[to]] >= 0 ? _failures[to] : _shorter[_failures[to]];
            }
    }

    private void Put(int from, char letter, int to)
    {
        var key = ((long)from << 16) | letter;
        var at = Slot(key);
        while (_keys[at] >= 0)
            at = (at + 1) & _mask;
        _keys[at] = key;
        _targets[at] = to;
    }

    private int Next(int state, char letter)
    {
        var key = ((long)state << 16) | letter;
        for (var at = Slot(key); _keys[at] >= 0; at = (at + 1) & _mask)
            if (_keys[at] == key)
                return _targets[at];
        return -1;
    }

    private int Slot(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & _mask;
}
