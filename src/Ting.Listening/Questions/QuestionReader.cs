namespace Ting.Listening;

/// <summary>Which of ASK-02's eight types the last question of a draft is.</summary>
internal static class QuestionReader
{
    /// <summary>The rules, or else the model, say whether there is a question; the model, which weighs what the rules see, says which.</summary>
    public static QuestionType? Of(Draft draft)
    {
        var ruled = ByRule(draft);
        if (ruled is null && !draft.Opinion.Asks)
            return null;

        if (ruled is QuestionType.Consulting && draft.Opinion.Question is QuestionType.Choice && RulePatterns.For("listening.tsv", draft.Language).Has("agreement", draft.Text))
            return ruled; // yes or no to what is proposed, not to what is still to be found out

        // who, what and how leave nothing to choose from
        return draft.Opinion.Question is QuestionType.Choice && ruled is not null && draft.Has("wh") && !draft.Has("ab") && !draft.Has("yesno") ? ruled : draft.Opinion.Question;
    }

    public static QuestionType? ByRule(Draft draft)
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
        var polar = Has("yesno") && !Has("wh");
        if (polar)
            return QuestionType.Choice;
        var (fault, number, wish) = (First(draft, "fault", start), First(draft, "number", start), First(draft, "wish", start));
        if (wish < fault && wish < number)
            return QuestionType.Open;
        return number < fault ? QuestionType.Information : fault < int.MaxValue ? QuestionType.Targeted : QuestionType.Open;
    }

    /// <summary>The last question begins from a question word and leaves nothing to choose from.</summary>
    public static bool IsOpen(Draft draft)
    {
        var text = draft.Text;
        var end = LastQuestion(draft);
        if (end < 0)
            return false;
        var (start, _) = text.SentenceAround(end, end);
        return draft.HasWithin("wh", start, text.Length) && !draft.HasWithin("ab", start, text.Length) && !draft.HasWithin("serviceQuestion", start, text.Length);
    }

    // "Which is it, I wonder": in Japanese a question too, where there is something to be found out
    private static bool Wonders(Draft draft, int at)
    {
        var text = draft.Text;
        if (draft.Language != "ja" || at < 3 || (text[at - 3], text[at - 2], text[at - 1], text[at]) is not ('で', 'し', 'ょ', 'う') || (at + 1 < text.Length && text[at + 1] != '。'))
            return false;
        var (start, end) = text.SentenceAround(at, at);
        return draft.HasWithin("wh", start, end);
    }

    public static string Name(QuestionType type) => type switch
    {
        QuestionType.Targeted => "targeted",
        QuestionType.Choice => "choice",
        QuestionType.Information => "information",
        QuestionType.Clarifying => "clarifying",
        QuestionType.Consulting => "consulting",
        QuestionType.Service => "service",
        QuestionType.Open => "open",
        _ => "closed",
    };

    private static int First(Draft draft, string signal, int start)
    {
        foreach (var hit in draft.All(signal))
            if (hit.Start >= start)
                return hit.Start;
        return int.MaxValue;
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
            if (Wonders(draft, at))
                return at;
            if (draft.Language == "zh" && text[at] == '吗' && (at + 1 >= text.Length || text[at + 1] is '。' or '!'))
                return at;
        }

        return -1;
    }
}
