namespace Ting.Listening;

/// <summary>ASK-07: "anything else?" is a good last question, but no answer to a customer whose trouble still stands; a hint.</summary>
internal sealed class ClosingTooSoon : IDraftRule
{
    public const string Rule = "ASK-07";

    private const double Plainly = 0.8;

    // in the midst of a talk a message is soon taken for worse than it is
    private const double BeyondDoubt = 0.97;

    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Customer is not { Complaint: true, Sentiment: Sentiment.Negative } customer || customer.Confidence["sentiment"] < (draft.IsMidway ? BeyondDoubt : Plainly) || draft.First("serviceQuestion") is not { } hit)
            return;
        var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End);
        if (Letters(draft.Text, 0, start) + Letters(draft.Text, end, draft.Text.Length) > (draft.Language == "en" ? 20 : 6))
            return; // something else is said, too
        marks.Add(new Mark(Rule, "wording", Severity.Hint, start, end, draft.Language switch
        {
            "zh" => "让您遇到这样的事，真的很抱歉。我先把这件事处理好，您现在最希望先解决哪一点",
            "ja" => "ご不便をおかけし、申し訳ございません。まずこの件を解決したく存じます。いちばんお困りの点をお聞かせいただけますか",
            _ => "I'm sorry this is still not right. I would like to settle it first; which part troubles you most",
        }));
    }

    private static int Letters(FoldedText text, int start, int end)
    {
        var letters = 0;
        for (var at = start; at < end; at++)
            letters += char.IsLetterOrDigit(text[at]) ? 1 : 0;
        return letters;
    }
}
