namespace Ting.Listening;

/// <summary>Which of ASK-02's eight types the last question of a draft is.</summary>
internal static class QuestionReader
{
    public static QuestionType? Of(Draft draft)
    {
        var text = draft.Text;
        var end = LastQuestion(draft);
        if (end < 0)
            return null;
        var (start, _) = text.SentenceAround(end, end);
        bool Has(string signal) => draft.HasWithin(signal, start, text.Length);

        if (Has("serviceQuestion"))
            return QuestionType.Service;
        if (Has("clarify"))
            return QuestionType.Clarifying;
        if (Has("confirm") && !Has("ab"))
            return QuestionType.Closed;
        if (Has("consult"))
            return QuestionType.Consulting;
        if (Has("ab"))
            return QuestionType.Choice;
        if (Has("wish") && !Has("yesno"))
            return QuestionType.Open;
        if (Has("number") && !Has("yesno"))
            return QuestionType.Information;
        if (Has("fault") && !Has("yesno"))
            return QuestionType.Targeted;
        if (Has("yesno"))
            return QuestionType.Choice;
        return Has("wish") ? QuestionType.Open : Has("number") ? QuestionType.Information : QuestionType.Choice;
    }

    private static int LastQuestion(Draft draft)
    {
        var text = draft.Text;
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (text.IsQuoted(at))
                continue;
            if (text[at] == '?')
                return Math.Max(0, at - 1);
            if (draft.Language == "ja" && text[at] == 'か' && (at + 1 >= text.Length || text[at + 1] == '。'))
                return at;
            if (draft.Language == "zh" && text[at] == '吗' && (at + 1 >= text.Length || text[at + 1] is '。' or '!'))
                return at;
        }

        return -1;
    }
}
