namespace Ting.Listening;

/// <summary>LANG-02: everyday words of a region that sound wrong in the standard language.</summary>
internal sealed class DialectWords : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        foreach (var hit in draft.All("dialect"))
            marks.Add(new Mark("LANG-02", "wording", Severity.Hint, hit.Start, hit.End, null));
    }
}
