namespace Ting.Listening;

/// <summary>TRAP-05: thanks for patience read better than an apology for the wait, unless the customer is angry at us: then we apologise.</summary>
internal sealed class PatienceThanks : IDraftRule
{
    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Customer is { Emotion: Emotion.Angry or Emotion.Frustrated, Complaint: true } or { Emotion: Emotion.Angry })
            return;
        foreach (var hit in draft.All("apologyForWait"))
        {
            marks.Add(new Mark("LANG-04", "wording", Severity.Hint, hit.Start, hit.End, draft.Language switch
            {
                "zh" => "非常感谢您的耐心等待",
                "ja" => "お待ちいただきありがとうございます",
                _ => "thank you very much for your patience",
            }));
            return;
        }
    }
}
