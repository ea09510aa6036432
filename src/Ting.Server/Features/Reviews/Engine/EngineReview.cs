using Ting.Listening;
using Ting.Server.Features.Reviews.Scorecards;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>Fills a scorecard in with the rules of the live coach. The same conversation, edition and policies always come out the same.</summary>
internal static class EngineReview
{
    /// <summary>From so many answers without a fault on, their silence says something: the coach finds less than half of what is wrong (docs/accuracy.md).</summary>
    public const int EnoughAnswers = 3;

    private const double Most = 0.5;
    private const double Some = 1 / 3.0;

    public static IReadOnlyList<CriterionResult> Of(ScorecardContent content, ReviewedTalk talk) =>
        [.. content.Criteria.Select(criterion => Without(criterion, talk) ?? criterion.Check switch
        {
            CriterionCheck.Rules => ByRules(criterion, talk),
            CriterionCheck.FeelingsAnswered => Feelings(criterion, talk),
            CriterionCheck.TakenUp => TakenUp(criterion, talk),
            CriterionCheck.NotAskedTwice => Repeats(criterion, talk),
            CriterionCheck.QuestionsAnswered => Questions(criterion, talk),
            CriterionCheck.PromisesDated => Promises(criterion, talk),
            CriterionCheck.RefusalsExplained => Refusals(criterion, talk),
            CriterionCheck.Recovered => Recovery(criterion, talk),
            _ => Unknown(criterion, "person"),
        })];

    private static CriterionResult? Without(Criterion criterion, ReviewedTalk talk) =>
        criterion.Check is CriterionCheck.People ? null : talk.Answers.Count == 0 ? Unknown(criterion, "no_answers") : null;

    private static CriterionResult ByRules(Criterion criterion, ReviewedTalk talk)
    {
        if (criterion.IsOfPolicies && !talk.IsUnderPolicy)
            return Missing(criterion, "no_policy");
        var found = talk.Answers.SelectMany(it => it.Findings.Where(finding => criterion.IsBrokenBy(finding.Rule)).Select(finding => (it.Turn, Finding: finding))).ToList();
        var clear = found.Where(it => it.Finding.Severity is not Severity.Hint).OrderByDescending(it => it.Finding.Severity).ToList();
        if (clear.Count > 0)
            return new CriterionResult(
                criterion.Key, CriterionVerdict.Failed, "found", clear.Count, clear[0].Finding.Severity is Severity.Block ? Sureness.High : Sureness.Medium,
                ReviewedTalk.Quotes(clear.Select(it => ReviewedTalk.QuoteOf(it.Turn, it.Finding))));
        if (found.Count > 0) // what the coach only hints at is for a person to judge
            return new CriterionResult(
                criterion.Key, CriterionVerdict.NotEnoughEvidence, "hinted", found.Count, Sureness.Low, ReviewedTalk.Quotes(found.Select(it => ReviewedTalk.QuoteOf(it.Turn, it.Finding))));
        return Passed(criterion, "none_found", talk.Answers.Count, talk.Answers.Count >= EnoughAnswers ? Sureness.Medium : Sureness.Low);
    }

    private static CriterionResult Feelings(Criterion criterion, ReviewedTalk talk)
    {
        if (talk.Whole.Listening?.FeelingsAnswered is not { } share)
            return Missing(criterion, "no_displeasure");
        if (share >= Most)
            return Passed(criterion, "feelings_answered", 0, Sureness.Low);
        var passedOver = Displeased(talk).Where(at => at + 1 < talk.Turns.Count && !talk.Turns[at + 1].IsCustomer).Select(at => ReviewedTalk.QuoteOf(talk.Turns[at]));
        return Failed(criterion, "feelings_passed_over", 0, Sureness.Low, passedOver);
    }

    private static CriterionResult TakenUp(Criterion criterion, ReviewedTalk talk)
    {
        if (talk.Whole.Listening is not { TakenUp: { } share } listening)
            return Unknown(criterion, "no_answers");
        if (listening.Summarised || share >= Some)
            return Passed(criterion, "taken_up", 0, Sureness.Medium);
        return talk.Answers.Count < EnoughAnswers
            ? Unknown(criterion, "few_answers", talk.Answers.Count)
            : Failed(criterion, "not_taken_up", talk.Answers.Count, Sureness.Low, [ReviewedTalk.QuoteOf(talk.Answers[0].Turn)]);
    }

    private static CriterionResult Repeats(Criterion criterion, ReviewedTalk talk)
    {
        if (talk.Turns.Count(turn => turn.IsCustomer) < 2)
            return Missing(criterion, "said_once");
        return talk.Whole.Repeats == 0
            ? Passed(criterion, "not_repeated", 0, Sureness.Medium)
            : Failed(criterion, "repeated", talk.Whole.Repeats, Sureness.Medium, [ReviewedTalk.QuoteOf(talk.Turns.Last(turn => turn.IsCustomer))]);
    }

    private static CriterionResult Questions(Criterion criterion, ReviewedTalk talk)
    {
        var asked = talk.Turns.Count(turn => turn.IsCustomer && turn.Text.AsSpan().IndexOfAny('?', '？') >= 0);
        if (asked == 0)
            return Missing(criterion, "no_question");
        var open = talk.Whole.UnansweredQuestions;
        return open.Count == 0
            ? Passed(criterion, "questions_answered", asked, Sureness.Low)
            : Failed(criterion, "questions_open", open.Count, Sureness.Medium, open.Select(at => ReviewedTalk.QuoteOf(talk.Turns[at])));
    }

    private static CriterionResult Promises(Criterion criterion, ReviewedTalk talk)
    {
        var promised = talk.Answers.Where(it => it.Coaching.Promise is not null).ToList();
        if (promised.Count == 0)
            return Missing(criterion, "no_promise");
        var vague = promised.Where(it => it.Coaching.Promise is { When: null }).ToList();
        return vague.Count == 0
            ? Passed(criterion, "promises_dated", promised.Count, Sureness.Medium)
            : Failed(criterion, "promises_vague", vague.Count, Sureness.Medium, vague.Select(it => ReviewedTalk.QuoteOf(it.Turn, it.Coaching.Promise!.What)));
    }

    private static CriterionResult Refusals(Criterion criterion, ReviewedTalk talk)
    {
        var refused = talk.Answers.Where(it => it.Coaching.Refusal).ToList();
        if (refused.Count == 0)
            return Missing(criterion, "no_refusal");
        var bare = refused.Where(it => !it.Coaching.ReasonGiven && !it.Coaching.Apology && it.Coaching.Empathy is null).ToList();
        return bare.Count == 0
            ? Passed(criterion, "refusals_explained", refused.Count, Sureness.Medium)
            : Failed(criterion, "refusals_bare", bare.Count, Sureness.Medium, bare.Select(it => ReviewedTalk.QuoteOf(it.Turn)));
    }

    // EMO-03: from displeased to pleased within the conversation.
    private static CriterionResult Recovery(Criterion criterion, ReviewedTalk talk)
    {
        if (talk.Whole.Recovery is not { } recovery)
            return Missing(criterion, "nothing_to_recover");
        return recovery.Recovered
            ? Passed(criterion, "recovered", recovery.Turns ?? 0, Sureness.Low)
            : Failed(criterion, "not_recovered", 0, Sureness.Low, Displeased(talk).TakeLast(1).Select(at => ReviewedTalk.QuoteOf(talk.Turns[at])));
    }

    private static IEnumerable<int> Displeased(ReviewedTalk talk) => Enumerable.Range(0, talk.Turns.Count).Where(at => talk.Whole.Turns[at] is { Satisfaction: 1 });

    private static CriterionResult Passed(Criterion criterion, string reason, int count, Sureness sure) => new(criterion.Key, CriterionVerdict.Passed, reason, count, sure);

    private static CriterionResult Failed(Criterion criterion, string reason, int count, Sureness sure, IEnumerable<Quote> quotes) =>
        new(criterion.Key, CriterionVerdict.Failed, reason, count, sure, ReviewedTalk.Quotes(quotes));

    private static CriterionResult Unknown(Criterion criterion, string reason, int count = 0) => new(criterion.Key, CriterionVerdict.NotEnoughEvidence, reason, count);

    private static CriterionResult Missing(Criterion criterion, string reason) =>
        new(criterion.Key, criterion.AllowsNotApplicable ? CriterionVerdict.NotApplicable : CriterionVerdict.NotEnoughEvidence, reason);
}
