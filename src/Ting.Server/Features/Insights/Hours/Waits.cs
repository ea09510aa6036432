namespace Ting.Server.Features.Insights.Hours;

/// <summary>Durations in milliseconds, and their median and 90th percentile: exact, by linear interpolation between closest ranks (type 7).</summary>
internal sealed class Waits
{
    private readonly List<long> _durations = [];

    public void Add(long milliseconds) => _durations.Add(milliseconds);

    public void Take(Waits other) => _durations.AddRange(other._durations);

    public TimeFigures Figures() => Of(_durations);

    public static TimeFigures Of(List<long> durations) =>
        durations.Count == 0 ? TimeFigures.None : new TimeFigures(durations.Count, At(durations, 0.5) / 1000, At(durations, 0.9) / 1000);

    private static double At(List<long> durations, double share)
    {
        var values = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(durations);
        var rank = share * (values.Length - 1);
        var below = (int)Math.Floor(rank + 1e-9);
        var low = Select(values, below);
        if (below + 1 >= values.Length || rank - below < 1e-9)
            return low;
        var high = long.MaxValue; // all that come after the chosen one are at least as long now
        foreach (var value in values[(below + 1)..])
            high = Math.Min(high, value);
        return low + ((rank - below) * (high - low));
    }

    /// <summary>Brings the value of this rank to its place, all shorter ones before it (C. A. R. Hoare, "Find", 1961): a few looks at each instead of sorting all.</summary>
    private static long Select(Span<long> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = Median(values[low], values[low + ((high - low) / 2)], values[high]);
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (values[left] < pivot)
                    left++;
                while (values[right] > pivot)
                    right--;
                if (left > right)
                    break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            if (rank <= right)
                high = right;
            else if (rank >= left)
                low = left;
            else
                break;
        }

        return values[rank];
    }

    private static long Median(long one, long two, long three) => Math.Max(Math.Min(one, two), Math.Min(Math.Max(one, two), three));
}
