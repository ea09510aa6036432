namespace Ting.Listening;

/// <summary>The same chances on every machine.</summary>
internal sealed class Chance(ulong state)
{
    public void Shuffle(int[] order)
    {
        for (var at = order.Length - 1; at > 0; at--)
        {
            var other = (int)(Next() % (ulong)(at + 1));
            (order[at], order[other]) = (order[other], order[at]);
        }
    }

    public T[] Some<T>(T[] all, double leaveOut)
    {
        if (leaveOut <= 0)
            return all;
        var border = (ulong)(leaveOut * (1UL << 31));
        return Array.FindAll(all, _ => Next() >= border);
    }

    private ulong Next()
    {
        state = (state * 6364136223846793005UL) + 1442695040888963407UL;
        return state >> 33;
    }
}
