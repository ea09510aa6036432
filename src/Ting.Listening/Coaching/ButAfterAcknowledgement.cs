namespace Ting.Listening;

/// <summary>TRAP-04: "I understand, but no". "But" with an offer after it is good service.</summary>
internal sealed class ButAfterAcknowledgement : IDraftRule
{
    private const int Most = 8;

    public void Check(Draft draft, List<Mark> marks)
    {
        foreach (var but in draft.All("but").Take(Most))
        {
            var (start, end) = draft.Text.SentenceAround(but.Start, but.End);
            if (!draft.HasWithin("acknowledge", start, but.Start) || !draft.HasWithin("contradiction", but.End, end)
                || draft.HasWithin("offer", but.End, draft.Text.Length))
                continue;
            marks.Add(new Mark("LANG-01.negation", "negation", Severity.Warn, but.Start, end, draft.Language switch
            {
                "zh" => "我想和您一起看看有什么别的办法，您看好吗",
                "ja" => "。ほかにできることがないか、ただいま確認してもよろしいでしょうか",
                _ => "and I would like to look for another way with you; may I check what is possible?",
            }));
            return;
        }
    }
}
