using Ting.Listening;

namespace Ting.Drafts;

/// <summary>What the coach says against what a reader said. Any finding, a hint too, counts as an objection.</summary>
internal static class Figures
{
    private static readonly string[] Categories =
    [
        "negation", "noReason", "contempt", "vagueness", "impatience", "quarrel", "blame", "command", "companyImage", "forbiddenQuestion", "conversationEndingQuestion",
    ];

    public static void Print(string language, List<DraftItem> items, bool wrong)
    {
        var agent = items.Where(item => item.Source == DraftSource.Agent).Select(item => (item.Id, item.Draft, Review: Review(item.Draft.Text, item.Draft.Context, language))).ToList();
        var good = agent.Where(it => it.Draft.Findings.Count == 0).ToList();
        var right = agent.Count(it => Objects(it.Review) == it.Draft.Findings.Count > 0);
        var (hit, extra, missed) = (0, 0, 0);
        var lines = new List<string>();
        foreach (var category in Categories)
        {
            bool Said(Coaching review) => review.Findings.Any(finding => finding.Category == category && finding.Severity != Severity.Hint);
            var both = agent.Count(it => it.Draft.Findings.Contains(category) && Said(it.Review));
            var only = agent.Count(it => !it.Draft.Findings.Contains(category) && Said(it.Review));
            var lacks = agent.Count(it => it.Draft.Findings.Contains(category) && !Said(it.Review));
            (hit, extra, missed) = (hit + both, extra + only, missed + lacks);
            lines.Add($"{category} {both}/{only}/{lacks}");
        }

        var facts = agent.Where(it => it.Draft.Facts is not null).ToList();
        var asked = facts.Where(it => it.Draft.Facts!.Question is not null).ToList();
        Console.WriteLine($"{language}: {agent.Count} drafts · good or not {Share(right, agent.Count)} · objected to of good {Share(good.Count(it => Objects(it.Review)), good.Count)} "
            + $"(better wordings {Alarms(items, DraftSource.Better)}, dialogue turns {Alarms(items, DraftSource.Dialogue)}) · findings precision {Share(hit, hit + extra)} recall {Share(hit, hit + missed)}");
        Console.WriteLine($"    refusal {Share(facts.Count(it => it.Review.Refusal == it.Draft.Facts!.Refusal), facts.Count)} · empathy {Share(facts.Count(it => it.Review.Empathy is not null == it.Draft.Facts!.Empathy), facts.Count)} "
            + $"· promise {Share(facts.Count(it => it.Review.Promise is not null == it.Draft.Facts!.Promise), facts.Count)} · question types {Share(asked.Count(it => it.Review.QuestionType == it.Draft.Facts!.Question), asked.Count)} "
            + $"open or closed {Share(asked.Count(it => it.Review.QuestionType is { } type && IsOpen(type) == IsOpen(it.Draft.Facts!.Question!.Value)), asked.Count)}");
        Console.WriteLine($"    hit/extra/missed: {string.Join(" · ", lines)}");
        var rewritten = agent.Where(it => it.Draft.Findings.Count > 0 && it.Review.Rewrite is not null).ToList();
        Console.WriteLine($"    bad drafts noticed and rewritten {Share(rewritten.Count, agent.Count(it => it.Draft.Findings.Count > 0 && Objects(it.Review)))}, of which the coach accepts {Share(rewritten.Count(it => !Objects(Review(it.Review.Rewrite!, it.Draft.Context, language))), rewritten.Count)}");
        if (wrong)
            foreach (var it in agent.Where(it => Objects(it.Review) != it.Draft.Findings.Count > 0))
                Console.WriteLine($"    {it.Id} [{string.Join(',', it.Draft.Findings)}] <{string.Join(" / ", it.Draft.Context)}> {it.Draft.Text}  → {string.Join(" | ", it.Review.Findings.Select(finding => $"{finding.Rule} {finding.Category}"))}");
    }

    public static void PrintReal(string language, List<(string Text, string[] Context)> messages, bool wrong)
    {
        var reviews = messages.Select(it => (it.Text, it.Context, Review: Review(it.Text, it.Context, language))).ToList();
        var objected = reviews.Where(it => Objects(it.Review)).ToList();
        var categories = objected.SelectMany(it => it.Review.Findings.Select(finding => $"{finding.Category}{(finding.Severity == Severity.Hint ? " (hint)" : "")}").Distinct()).GroupBy(name => name).OrderByDescending(group => group.Count());
        Console.WriteLine($"{language}: {messages.Count} messages · objected to {Share(objected.Count, messages.Count)}, more than a hint {Share(objected.Count(it => it.Review.Findings.Any(finding => finding.Severity != Severity.Hint)), messages.Count)} · {string.Join(" · ", categories.Select(group => $"{group.Key} {group.Count()}"))}");
        if (wrong)
            foreach (var it in objected.Where((_, at) => at % 12 == 0))
                Console.WriteLine($"    <{string.Join(" / ", it.Context)}> {it.Text}  → {string.Join(" | ", it.Review.Findings.Select(finding => $"{finding.Rule} {finding.Category}: {finding.Text}"))}");
    }

    private static Coaching Review(string text, IReadOnlyList<string> context, string language) => Coach.Review(text, context, language);

    private static bool Objects(Coaching review) => review.Findings.Count > 0;

    private static string Alarms(List<DraftItem> items, DraftSource source)
    {
        var good = items.Where(item => item.Source == source && item.Draft.Findings.Count == 0).ToList();
        return Share(good.Count(item => Objects(Review(item.Draft.Text, item.Draft.Context, item.Draft.Language))), good.Count);
    }

    private static bool IsOpen(QuestionType type) => type is QuestionType.Open or QuestionType.Clarifying or QuestionType.Information or QuestionType.Targeted;

    private static string Share(int part, int whole) => whole == 0 ? "–" : (100.0 * part / whole).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";
}
