namespace Ting.Listening;

/// <summary>LIS-07 and EMO-02: a customer who is plainly angry at us hears first that the feeling is understood; a hint, with the words that do it.</summary>
internal sealed class FeelingFirst : IDraftRule
{
    private const double Plainly = 0.9;

    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Text.Length == 0 || draft.Customer is not { Emotion: Emotion.Angry, Complaint: true } customer || customer.Confidence["emotion"] < Plainly)
            return;
        if (draft.Opinion.Empathy || DraftFacts.EmpathyByRule(draft) is not null || draft.Has("apology") || draft.Has("thanks") || draft.Opinion.Bad >= Certainty.Hint(draft))
            return;
        if (marks.Exists(mark => mark.Rule == ClosingTooSoon.Rule))
            return; // what it offers says sorry, too
        var (start, end) = draft.Text.SentenceAround(0, 1);
        var said = draft.Text.OriginalSpan(start, end).Text;
        marks.Add(new Mark("LIS-07", "wording", Severity.Hint, start, end, draft.Language switch
        {
            "zh" => $"让您这么生气，真的很抱歉。{said}",
            "ja" => $"ご不快な思いをおかけし、誠に申し訳ございません。{said}",
            _ => $"I can see why you are angry, and I am sorry. {said}",
        }));
    }
}
