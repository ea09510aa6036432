namespace Ting.Cli.Models;

/// <summary>A corpus parted into what is learned and what is kept back, by part of the recipe.</summary>
internal sealed record Held<T>(IReadOnlyList<T> Learned, IReadOnlyList<(string Name, IReadOnlyList<T> Items)> KeptBack) where T : ITold
{
    public int KeptBackCount => KeptBack.Sum(part => part.Items.Count);

    public static Held<T> Of(IReadOnlyList<RecipePart> parts, Func<IEnumerable<string>, List<T>> read)
    {
        var items = new List<(T Item, RecipePart Part)>();
        foreach (var part in parts)
            items.AddRange(read(part.Files).Select(item => (item, part)));
        var leaders = Situations.Leaders([.. items.Select(it => (ITold)it.Item)]);
        var learned = new List<T>();
        var kept = parts.ToDictionary(part => part, _ => new List<T>());
        for (var at = 0; at < items.Count; at++)
        {
            // what is like something of another part goes where that goes
            var (first, part) = items[leaders[at]];
            (part.KeepsBack(first.Situation, Situations.Chance(first.Id)) ? kept[items[at].Part] : learned).Add(items[at].Item);
        }

        return new Held<T>(learned, [.. parts.Where(part => kept[part].Count > 0).Select(part => (part.Name, (IReadOnlyList<T>)kept[part]))]);
    }
}
