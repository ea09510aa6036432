using System.Text;

namespace Ting.Cli.Models;

/// <summary>An item of a corpus as far as it is about something.</summary>
internal interface ITold
{
    string Id { get; }
    string Situation { get; }
    string Language { get; }
    string Text { get; }
}

/// <summary>Which items tell of the same situation, so that none is learned whose like is tested.</summary>
internal static class Situations
{
    private const double Alike = 0.4;

    /// <summary>Of each item the first item of its situation: of the same name, or nearly the same text.</summary>
    public static int[] Leaders(IReadOnlyList<ITold> items)
    {
        var leader = Enumerable.Range(0, items.Count).ToArray();
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var byPiece = new Dictionary<(string, string), List<int>>();
        var sizes = new int[items.Count];
        for (var at = 0; at < items.Count; at++)
        {
            if (!byName.TryAdd(items[at].Situation, at))
                Join(byName[items[at].Situation], at);
            var text = items[at].Text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal);
            var pieces = new HashSet<string>(StringComparer.Ordinal);
            for (var start = 0; start + 4 <= text.Length; start++)
                pieces.Add(text.Substring(start, 4));
            sizes[at] = pieces.Count;
            var shared = new Dictionary<int, int>();
            foreach (var piece in pieces)
            {
                if (!byPiece.TryGetValue((items[at].Language, piece), out var others))
                    byPiece.Add((items[at].Language, piece), others = []);
                if (others.Count < 200)
                    foreach (var other in others)
                        shared[other] = shared.GetValueOrDefault(other) + 1;
                others.Add(at);
            }

            foreach (var (other, count) in shared)
                if (count > Alike * (sizes[at] + sizes[other] - count))
                    Join(other, at);
        }

        return [.. Enumerable.Range(0, items.Count).Select(Leader)];

        int Leader(int at)
        {
            while (leader[at] != at)
                at = leader[at] = leader[leader[at]];
            return at;
        }

        void Join(int one, int other)
        {
            (one, other) = (Leader(one), Leader(other));
            leader[Math.Max(one, other)] = Math.Min(one, other);
        }
    }

    /// <summary>The items by part, 0 … parts − 1; items of one situation come together, and the part of a situation never changes.</summary>
    public static int[] Parts(IReadOnlyList<ITold> items, int parts) => [.. Leaders(items).Select(leader => (int)(Chance(items[leader].Id) % (uint)parts))];

    /// <summary>The same number for a name each time, as good as any other.</summary>
    public static uint Chance(string name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
            hash = (hash ^ letter) * 16777619u;
        hash ^= hash >> 16;
        hash *= 0x7FEB352Du;
        return hash ^ (hash >> 15);
    }
}
