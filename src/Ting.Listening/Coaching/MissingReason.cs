namespace Ting.Listening;

/// <summary>LANG-09: a refusal or a recommendation carries its reason in the same or the next sentence.</summary>
internal sealed class MissingReason : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        // policy as the only reason is a matter of its own; in a long draft the reason may stand without a word for "because"
        if (draft.Has("policy") || draft.Text.Length > (draft.Language == "en" ? 80 : 28))
            return;
        foreach (var signal in (string[])["refusal", "recommend"])
            foreach (var hit in draft.All(signal))
            {
                if (signal == "refusal" && (!DraftFacts.Refuses(draft) || (draft.Has("apology") && draft.Has("offer"))))
                    continue;
                var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End);
                if (signal == "recommend" && draft.AsksIn(hit.Start, hit.End))
                    continue; // asked, not advised
                if (HasReason(draft, start, end))
                    continue;

                // an advice without a reason is a small thing, but one all the same
                marks.Add(signal == "recommend" && Certainty.Doubts(draft) && !draft.IsMidway
                    ? new Mark("LANG-09", "noReason", Severity.Hint, start, end, null, Sure: true)
                    : new Mark("LANG-09", "noReason", Certainty.Weak(draft), start, end, null, Sure: draft.IsAll(hit)));
                return;
            }
    }

    private static bool HasReason(Draft draft, int start, int end)
    {
        foreach (var reason in draft.All("reason"))
            if (reason.Start >= start && draft.Text.Sentence(reason.Start) <= draft.Text.Sentence(end) + 1
                || draft.Text.Sentence(reason.Start) == draft.Text.Sentence(start) - 1)
                return true;
        return false;
    }
}
