using System.Runtime.CompilerServices;

namespace Ting.Listening;

/// <summary>Aho and Corasick's automaton: every occurrence of every word in one pass, whatever the text.</summary>
internal sealed class Automaton
{
    private const int Page = 64;

    private readonly State[] _states;
    private readonly int[] _words; // the word that ends in a state, or -1
    private readonly int[] _shorter; // the nearest state on the failure path where a word ends
    private readonly int[] _lengths;
    private readonly int[]?[] _firsts = new int[]?[(char.MaxValue + 1) / Page]; // where each letter leads from the beginning
    private readonly (long Key, int Target)[] _slots; // state and letter, plus 1; open addressing
    private readonly int _mask;
    private readonly int[]?[] _twins; // other words with the same text

    public Automaton(IReadOnlyList<string> words)
    {
        var letters = 1;
        foreach (var word in words)
            letters += word.Length;
        var size = 16;
        while (size < letters * 2)
            size *= 2;
        _mask = size - 1;
        _slots = new (long, int)[size];
        _words = new int[letters];
        Array.Fill(_words, -1);
        _lengths = new int[words.Count];
        _twins = new int[]?[words.Count];
        _states = new State[letters];
        var parents = new int[letters];
        var last = new char[letters];
        var depths = new int[letters];
        var count = Plant(words, parents, last, depths);
        _shorter = new int[count];
        Link(count, parents, last, depths);
    }

    public void Find(ReadOnlySpan<char> text, List<(int Word, int Start, int End)> found)
    {
        var state = 0;
        for (var at = 0; at < text.Length; at++)
        {
            state = Step(state, text[at]);
            for (var ending = _states[state].Ending; ending > 0; ending = _shorter[ending])
            {
                var word = _words[ending];
                var start = at + 1 - _lengths[word];
                found.Add((word, start, at + 1));
                if (_twins[word] is { } twins)
                    foreach (var twin in twins)
                        found.Add((twin, start, at + 1));
            }
        }
    }

    private int Step(int state, char letter)
    {
        while (state != 0)
        {
            ref readonly var here = ref _states[state];
            if (here.MayGoOn(letter) && Next(state, letter) is > 0 and var target)
                return target;
            state = here.Failure;
        }

        return First(letter);
    }

    private int First(char letter) => _firsts[letter / Page] is { } page ? page[letter % Page] : 0;

    /// <returns>0 when no word goes on so.</returns>
    private int Next(int state, char letter)
    {
        var key = KeyOf(state, letter);
        for (var at = Slot(key); _slots[at].Key != 0; at = (at + 1) & _mask)
            if (_slots[at].Key == key)
                return _slots[at].Target;
        return 0;
    }

    private static long KeyOf(int state, char letter) => (((long)state << 16) | letter) + 1;

    private int Slot(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & _mask;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Plant(IReadOnlyList<string> words, int[] parents, char[] last, int[] depths)
    {
        var count = 1;
        for (var word = 0; word < words.Count; word++)
        {
            var state = 0;
            foreach (var letter in words[word])
            {
                var target = state == 0 ? First(letter) : Next(state, letter);
                if (target == 0)
                {
                    target = count++;
                    Put(state, letter, target);
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
                _twins[_words[state]] = [.. _twins[_words[state]] ?? [], word];
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
            ref var here = ref _states[state];
            if (depths[state] > 1)
            {
                here.Failure = Step(_states[parents[state]].Failure, last[state]);
                _shorter[state] = _states[here.Failure].Ending;
            }

            here.Ending = state > 0 && _words[state] >= 0 ? state : _shorter[state];
        }
    }

    private void Put(int from, char letter, int to)
    {
        if (from == 0)
        {
            (_firsts[letter / Page] ??= new int[Page])[letter % Page] = to;
            return;
        }

        _states[from].GoesOn(letter);
        var key = KeyOf(from, letter);
        var at = Slot(key);
        while (_slots[at].Key != 0)
            at = (at + 1) & _mask;
        _slots[at] = (key, to);
    }

    private struct State
    {
        private ulong _letters; // a bit for each letter that leads on; some share one

        /// <summary>Where the longest ending of what was read goes on that is the beginning of a word.</summary>
        public int Failure;

        /// <summary>The state of the longest word that ends here, or 0.</summary>
        public int Ending;

        public readonly bool MayGoOn(char letter) => (_letters & (1UL << (letter & 63))) != 0;

        public void GoesOn(char letter) => _letters |= 1UL << (letter & 63);
    }
}
