using System.Runtime.CompilerServices;

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
    private readonly ulong[] _beginnings = new ulong[64]; // a bit for the letters that a word may begin with; a few others share it
    private readonly int _mask;

    public Automaton(IReadOnlyList<string> words)
    {
        var letters = 1;
        foreach (var word in words)
            letters += word.Length;
        var size = 16;
        while (size < letters * 2)
            size *= 2;
        _mask = size - 1;
        _keys = new long[size];
        Array.Fill(_keys, -1);
        _targets = new int[size];
        _words = new int[letters];
        Array.Fill(_words, -1);
        _lengths = new int[words.Count];
        var parents = new int[letters];
        var last = new char[letters];
        var depths = new int[letters];
        var count = Plant(words, parents, last, depths);
        _failures = new int[count];
        _shorter = new int[count];
        Link(count, parents, last, depths);
    }

    private List<(int Word, int Twin)> Twins { get; } = [];

    private Dictionary<int, int[]>? _twins;

    public void Find(ReadOnlySpan<char> text, List<(int Word, int Start, int End)> found)
    {
        var twins = _twins ??= Twins.GroupBy(it => it.Word).ToDictionary(group => group.Key, group => group.Select(it => it.Twin).ToArray());
        var state = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var (letter, target) = (text[at], -1);
            while ((state != 0 || MayBegin(letter)) && (target = Next(state, letter)) < 0 && state != 0)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Plant(IReadOnlyList<string> words, int[] parents, char[] last, int[] depths)
    {
        var count = 1;
        for (var word = 0; word < words.Count; word++)
        {
            var state = 0;
            foreach (var letter in words[word])
            {
                var target = Next(state, letter);
                if (target < 0)
                {
                    target = count++;
                    Put(state, letter, target);
                    if (state == 0)
                        _beginnings[(letter >> 6) & 63] |= 1UL << (letter & 63);
                    parents[target] = state;
                    last[target] = letter;
                    depths[target] = depths[state] + 1;
                }

                state = target;
            }

            // two pieces may share their text and differ in their edges
            if (_words[state] < 0)
                _words[state] = word;
            else
                Twins.Add((_words[state], word));
            _lengths[word] = words[word].Length;
        }

        return count;
    }

    // level by level: a failure link leads to a shorter path, which must be linked already
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Link(int count, int[] parents, char[] last, int[] depths)
    {
        var deepest = 0;
        foreach (var depth in depths)
            deepest = Math.Max(deepest, depth);
        var starts = new int[deepest + 2];
        for (var state = 0; state < count; state++)
            starts[depths[state] + 1]++;
        for (var depth = 1; depth < starts.Length; depth++)
            starts[depth] += starts[depth - 1];
        var order = new int[count];
        for (var state = 0; state < count; state++)
            order[starts[depths[state]]++] = state;

        foreach (var state in order)
        {
            if (depths[state] < 2)
                continue;
            var fallback = _failures[parents[state]];
            int target;
            while ((target = Next(fallback, last[state])) < 0 && fallback != 0)
                fallback = _failures[fallback];
            _failures[state] = Math.Max(0, target);
            _shorter[state] = _words[_failures[state]] >= 0 ? _failures[state] : _shorter[_failures[state]];
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

    // most letters of a text begin no word
    private bool MayBegin(char letter) => (_beginnings[(letter >> 6) & 63] & (1UL << (letter & 63))) != 0;

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
