using System.Text;

namespace Ting.Listening;

/// <summary>The draft with the suggestions put in.</summary>
internal static class DraftRewrite
{
    private const int Rounds = 3;

    public static string? Of(string draft, IReadOnlyList<Finding> findings, Func<string, IReadOnlyList<Finding>> review)
    {
        var rewritten = draft;
        for (var round = 0; round < Rounds && findings.Any(finding => finding.Suggestion is not null); round++)
        {
            rewritten = Apply(rewritten, findings);
            findings = review(rewritten);
        }

        return rewritten == draft ? null : rewritten;
    }

    private static string Apply(string draft, IReadOnlyList<Finding> findings)
    {
        // the gravest first; what lies inside a replaced stretch is gone with it
        var chosen = new List<Finding>();
        foreach (var finding in findings.Where(it => it.Suggestion is not null).OrderByDescending(it => it.Severity).ThenByDescending(it => it.Length))
            if (!chosen.Exists(other => finding.Start < other.Start + other.Length && other.Start < finding.Start + finding.Length))
                chosen.Add(finding);

        var text = new StringBuilder();
        var said = new HashSet<string>();
        var at = 0;
        foreach (var finding in chosen.OrderBy(it => it.Start))
        {
            text.Append(draft, at, finding.Start - at);
            at = finding.Start + finding.Length;
            var suggestion = finding.Suggestion!;
            if (!said.Add(suggestion))
            {
                at = AfterMark(draft, at);
                continue;
            }

            // the suggestion brings its own closing mark
            if (at < draft.Length && Ends(suggestion[^1]))
                at = AfterMark(draft, at);
            text.Append(suggestion);
            if (at < draft.Length && suggestion[^1] is '.' or '?' or '!' && !char.IsWhiteSpace(draft[at]) && at > 0 && draft[at] < '\u2e80')
                text.Append(' ');
        }

        text.Append(draft, at, draft.Length - at);
        return text.ToString().Trim();
    }

    private static int AfterMark(string draft, int at)
    {
        while (at < draft.Length && (Ends(draft[at]) || draft[at] is ',' or '，' or '、' or '…'))
            at++;
        return at;
    }

    private static bool Ends(char letter) => letter is '.' or '?' or '!' or '。' or '？' or '！';
}
