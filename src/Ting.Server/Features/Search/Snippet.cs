namespace Ting.Server.Features.Search;

/// <summary>The stretch of a text around the first words found.</summary>
internal static class Snippet
{
    private const int Before = 24;
    private const int Most = 140;

    public static (string Text, IReadOnlyList<Mark> Marks) Of(string text, IReadOnlyList<Mark> marks)
    {
        var first = marks.Count == 0 ? 0 : marks[0].Start;
        var start = Whole(text, first <= Before || text.Length <= Most ? 0 : first - Before);
        var end = Whole(text, Math.Min(text.Length, start + Most));
        var (left, right) = (start > 0 ? "…" : "", end < text.Length ? "…" : "");
        return (
            left + text[start..end].Replace('\r', ' ').Replace('\n', ' ') + right,
            [.. marks.Where(mark => mark.Start >= start && mark.Start + mark.Length <= end).Select(mark => mark with { Start = mark.Start - start + left.Length })]);
    }

    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
