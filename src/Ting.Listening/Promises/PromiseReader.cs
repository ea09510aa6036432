namespace Ting.Listening;

/// <summary>What our side commits itself to, by when, and who does it, in the words of the draft.</summary>
internal static class PromiseReader
{
    private const int DenialReach = 6;

    public static DraftPromise? Of(Draft draft)
    {
        if (draft.Opinion.HardlyPromises)
            return null;
        foreach (var hit in draft.All("promise"))
        {
            var text = draft.Text;
            var (start, end) = text.SentenceAround(hit.Start, hit.End);
            if (end < text.Length && text[end] == '?' && draft.Language != "zh")
                continue;
            if (end < text.Length && text[end] == '?' && draft.HasWithin("consult", start, end))
                continue; // an offer that awaits a yes
            var clause = text.Clause(hit.Start, hit.End);
            if (IsDenied(text, hit.Start, clause, draft.Language))
                continue; // what was not or cannot be done
            var when = Within(draft, "time", start, end);
            var owner = Within(draft, "owner", start, end);
            if (when is null && owner is null)
                continue;
            var what = draft.Language == "en" ? text.OriginalSpan(hit.Start, clause.End) : text.OriginalSpan(hit.Start, Math.Max(hit.End, draft.Language == "ja" ? clause.End : hit.End));
            return new DraftPromise(what.Text, when, owner);
        }

        return null;
    }

    /// <summary>Who does what by when: a promise with a time, or a detail the customer can act on.</summary>
    public static bool IsSpecific(Draft draft, DraftPromise? promise) =>
        promise is { When: not null } || (draft.Has("time") && draft.Has("owner"));

    // "是我们没有主动告诉您": before the verb in Chinese and English, at its end in Japanese
    private static bool IsDenied(FoldedText text, int at, (int Start, int End) clause, string language) => language switch
    {
        "ja" => HasAny(text.Chars[at..clause.End], ["ません", "かねます", "なかった"]),
        "zh" => HasAny(text.Chars[Math.Max(clause.Start, at - DenialReach)..at], ["没", "未", "不", "无法"]),
        _ => HasAny(text.Chars[clause.Start..clause.End], ["won't", "will not", "can't", "cannot", "unable", "didn't"]),
    };

    private static bool HasAny(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static string? Within(Draft draft, string signal, int start, int end)
    {
        var (from, to) = (-1, -1);
        foreach (var hit in draft.All(signal))
        {
            if (hit.Start < start || hit.End > end)
                continue;
            if (from < 0)
                (from, to) = (NumberStart(draft.Text, hit.Start, start), hit.End);
            else if (signal == "time" && hit.Start <= to + 3)
                to = Math.Max(to, hit.End);
        }

        return from < 0 ? null : draft.Text.OriginalSpan(from, to).Text;
    }

    // the figure before "o'clock" belongs to the time
    private static int NumberStart(FoldedText text, int at, int stop)
    {
        while (at > stop && (Numbers.IsFigure(text[at - 1]) || (text[at - 1] == ' ' && at - 1 > stop && char.IsAsciiDigit(text[at - 2]))))
            at--;
        return at;
    }
}
