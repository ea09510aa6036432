namespace Ting.Listening;

/// <summary>ASK-04: a question that "no" ends, where the need is still to be found. The best known ones stand in the taboo file.</summary>
internal sealed class ConversationEndingQuestion : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.IsMidway)
            return; // the need is being found already

        // the whole draft is one short yes-or-no or either-or question, and the customer reports no trouble
        var longest = draft.Language == "en" ? 60 : draft.Language == "ja" ? 30 : 24;
        var text = draft.Text;
        if (text.Length > longest || text.Length == 0 || draft.Customer is not { Complaint: false } customer
            || customer.Sentiment == Sentiment.Negative || customer.Emotion == Emotion.Confused || customer.Urgency == Urgency.High
            || !Asks(draft) || draft.Has("serviceQuestion") || draft.Has("consult") || draft.Has("wish") || draft.Has("number") || draft.Has("clarify") || draft.Has("confirm") || draft.Has("offer"))
            return;
        if (text.Chars.Trim().TrimEnd('?').IndexOf('?') >= 0)
            return;
        Mark(draft, new PatternHit(0, 0, text.Length), marks);
    }

    /// <summary>A short draft that is one yes-or-no or either-or question and nothing else.</summary>
    public static bool IsOne(Draft draft)
    {
        var text = draft.Text.Chars.Trim();
        return text.Length <= (draft.Language == "en" ? 70 : 32) && QuestionReader.ByRule(draft) is not null and not QuestionType.Service && !draft.Has("wh")
            && draft.Text.Sentence(draft.Text.Length - 1) <= 1;
    }

    private static bool Asks(Draft draft)
    {
        var text = draft.Text.Chars.TrimEnd();
        if (text.Length == 0)
            return false;
        return draft.Language switch
        {
            "zh" => text[^1] is '?' or '吗' && (draft.Has("yesno") || draft.Has("ab") || text.Length <= 8),
            "ja" => (text[^1] is '?' or 'か' || text.EndsWith("か。")) && (draft.Has("yesno") || draft.Has("ab")),
            _ => text[^1] == '?' && (draft.Has("yesno") || draft.Has("ab") || text.Length < 24),
        };
    }

    private static void Mark(Draft draft, PatternHit hit, List<Mark> marks)
    {
        var (start, end) = draft.Text.SentenceAround(hit.Start, hit.End - 1);
        marks.Add(new Mark("ASK-04", "conversationEndingQuestion", Certainty.Weak(draft), start, end, draft.Language switch
        {
            "zh" => "您最希望它为您做些什么",
            "ja" => "どのようなものをお探しか、お聞かせいただけますか",
            _ => "What would you like it to do for you",
        }));
    }
}
