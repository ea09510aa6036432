namespace Ting.Listening;

/// <summary>What the next colleague must know, in the customer's own words: how it began, the hardest moment, where it stands.</summary>
internal static class DialogueSummary
{
    private const int Longest = 120;

    public static string Of(IReadOnlyList<DialogueTurn> turns, List<(int Turn, TurnReading Reading, SatisfactionShares Shares)> said)
    {
        int[] spoken = [.. said.Select(it => it.Turn).Where(at => !string.IsNullOrWhiteSpace(turns[at].Text))];
        if (spoken.Length == 0)
            return "";

        // a greeting tells nothing: the story begins with the first turn that has one
        var first = spoken.FirstOrDefault(at => turns[at].Text.Length >= 12, spoken[0]);
        var worst = said.Where(it => spoken.Contains(it.Turn)).MaxBy(it => it.Shares.Dissatisfied).Turn;
        return string.Join(" … ", new[] { first, worst, spoken[^1] }.Distinct().Order().Select(at => Cut(turns[at].Text.Trim())));
    }

    private static string Cut(string text) =>
        text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
}
