namespace Ting.Listening;

/// <summary>What our side commits itself to, by when, and who does it, in the words of the draft.</summary>
internal static class PromiseReader
{
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
