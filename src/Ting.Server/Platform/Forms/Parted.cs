namespace Ting.Server.Platform.Forms;

/// <summary>A list in parts, whose members an editor puts in another order.</summary>
public static class Parted
{
    /// <summary>The parts with one member a place earlier or later; over the edge of a part it goes into the next one, and at either end it stays.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Move<T>(IEnumerable<IReadOnlyList<T>> parts, Predicate<T> which, int by)
    {
        var lists = parts.Select(part => part.ToList()).ToList();
        var at = lists.FindIndex(list => list.Exists(which));
        if (at < 0)
            return lists;

        var place = lists[at].FindIndex(which);
        var moved = lists[at][place];
        lists[at].RemoveAt(place);
        if (place + by >= 0 && place + by <= lists[at].Count)
            lists[at].Insert(place + by, moved);
        else if (at + by >= 0 && at + by < lists.Count)
            lists[at + by].Insert(by < 0 ? lists[at + by].Count : 0, moved);
        else
            lists[at].Insert(place, moved);
        return lists;
    }
}
