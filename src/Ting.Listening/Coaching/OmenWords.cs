namespace Ting.Listening;

/// <summary>EMO-06.2 and .3: in a wish for an occasion no picture or gift that means bad luck there; a hint, for customs differ.</summary>
internal sealed class OmenWords : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        var known = RulePatterns.For("omens.tsv", draft.Language);
        if (!known.Has("occasion", draft.Text) && !(draft.Context.Count > 0 && known.Has("occasion", FoldedText.Of(draft.Context[^1], draft.Language))))
            return;
        foreach (var hit in known.All("omen", draft.Text))
            if (!draft.Text.IsQuoted(hit.Start))
                marks.Add(new Mark("EMO-06", "wording", Severity.Hint, hit.Start, hit.End, null));
    }
}
