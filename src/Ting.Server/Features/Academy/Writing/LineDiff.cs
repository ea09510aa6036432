namespace Ting.Server.Features.Academy.Writing;

public enum LineChange { Same, Gone, New, Skipped }

/// <param name="Before">Its number in the older text; 0 when it is not in it.</param>
/// <param name="After">Its number in the newer text; 0 when it is not in it.</param>
public sealed record DiffLine(LineChange Change, int Before, int After, string Text);

/// <summary>What changed between two texts, line by line, with a little of what stands around it.</summary>
public static class LineDiff
{
    /// <summary>Lines shown before and after each change.</summary>
    private const int Around = 2;

    // beyond this a comparison would take longer than anybody reads: all of the older goes, all of the newer comes
    private const int MostCells = 9_000_000;

    /// <returns>Empty when nothing changed.</returns>
    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before == after)
            return [];
        return Shortened(Compare(Lines(before), Lines(after)));
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static List<DiffLine> Compare(string[] old, string[] young)
    {
        var head = 0;
        while (head < old.Length && head < young.Length && old[head] == young[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < young.Length - head && old[^(tail + 1)] == young[^(tail + 1)])
            tail++;

        List<DiffLine> lines = [];
        for (var at = 0; at < head; at++)
            lines.Add(new DiffLine(LineChange.Same, at + 1, at + 1, old[at]));
        Middle(lines, old.AsSpan(head, old.Length - head - tail), young.AsSpan(head, young.Length - head - tail), head);
        for (var at = tail; at > 0; at--)
            lines.Add(new DiffLine(LineChange.Same, old.Length - at + 1, young.Length - at + 1, old[^at]));
        return lines;
    }

    // The longest lines that both have in this order stay; what lies between them went or came.
    private static void Middle(List<DiffLine> lines, ReadOnlySpan<string> old, ReadOnlySpan<string> young, int offset)
    {
        var common = (long)old.Length * young.Length <= MostCells ? Common(old, young) : null;
        var (i, j) = (0, 0);
        while (i < old.Length || j < young.Length)
        {
            if (common is not null && i < old.Length && j < young.Length && old[i] == young[j])
            {
                lines.Add(new DiffLine(LineChange.Same, offset + i + 1, offset + j + 1, old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < old.Length && (common is null || j == young.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new DiffLine(LineChange.Gone, offset + i + 1, 0, old[i]));
                i++;
            }
            else
            {
                lines.Add(new DiffLine(LineChange.New, 0, offset + j + 1, young[j]));
                j++;
            }
        }
    }

    private static int[,] Common(ReadOnlySpan<string> old, ReadOnlySpan<string> young)
    {
        var longest = new int[old.Length + 1, young.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = young.Length - 1; j >= 0; j--)
                longest[i, j] = old[i] == young[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        return longest;
    }

    private static List<DiffLine> Shortened(List<DiffLine> lines)
    {
        List<DiffLine> shown = [];
        for (var at = 0; at < lines.Count; at++)
        {
            if (Enumerable.Range(at - Around, (Around * 2) + 1).Any(near => near >= 0 && near < lines.Count && lines[near].Change is not LineChange.Same))
                shown.Add(lines[at]);
            else if (shown.Count == 0 || shown[^1].Change is not LineChange.Skipped)
                shown.Add(new DiffLine(LineChange.Skipped, 0, 0, ""));
        }

        return shown;
    }
}
