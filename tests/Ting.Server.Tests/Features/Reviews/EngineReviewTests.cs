using System.Security.Cryptography;
using System.Text;
using Ting.Listening;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>What the engine makes of conversations, without a server.</summary>
public sealed class EngineReviewTests
{
    private static readonly Guid Agent = Guid.Parse("0198c0de-0000-7000-8000-0000000000a1");
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "I am waiting for my refund. Where is it?", "Are you deaf? I already told you, read the email.", "LANG-01")]
    [InlineData("zh", "我的退款怎么还没到？", "你烦不烦，不是跟你说了吗？", "LANG-01")]
    [InlineData("ja", "返金はいつですか。", "何度言えば分かるんですか。", "LANG-01")]
    [Trait("req", "LANG-01")]
    public void Words_that_the_live_coach_marks_fail_the_criterion_and_are_quoted(string language, string says, string answers, string rule)
    {
        var marked = Coach.Review(answers, [says]).Findings.Where(finding => finding.Severity is not Severity.Hint && finding.Rule.StartsWith(rule, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(marked);
        var criterion = ShippedScorecard.Content.Criteria.First(it => it.IsBrokenBy(marked[0].Rule));

        var result = Of(language, (true, says), (false, answers)).Single(it => it.Criterion == criterion.Key);

        Assert.Equal(CriterionVerdict.Failed, result.Verdict);
        Assert.Contains(result.Quotes!, quote => quote.Rule == marked[0].Rule && quote.Text == marked[0].Text);
        Assert.NotNull(result.Sureness);
    }

    [Fact]
    public void What_only_a_person_can_tell_and_what_nobody_said_is_not_enough_evidence()
    {
        var results = Of("en", (true, "Hello, is somebody there?"));

        Assert.All(results, it => Assert.Equal(CriterionVerdict.NotEnoughEvidence, it.Verdict));
        Assert.Null(ReviewScore.Of(ShippedScorecard.Content, results).Value);
        Assert.Equal("person", Of("en", (true, "Where is my parcel?"), (false, "It comes today.")).Single(it => it.Criterion == "knowledge").Reason);
    }

    [Fact]
    public void Few_answers_without_a_fault_are_a_weak_pass()
    {
        (bool, string)[] one = [(true, "Thank you."), (false, "You are very welcome.")];
        (bool, string)[] three = [.. one, .. one, .. one];

        Assert.Equal((CriterionVerdict.Passed, Sureness.Low), Judged(Of("en", one), "respect"));
        Assert.Equal((CriterionVerdict.Passed, Sureness.Medium), Judged(Of("en", three), "respect"));
    }

    [Fact]
    [Trait("req", "EMO-03")]
    public void A_displeased_customer_who_leaves_pleased_is_recovered()
    {
        var pleased = Of("en", (true, "This is terrible, I am really angry. My order is broken!"), (false, "I am sorry. Because it broke on the way, I will send a new one today by six."), (true, "Thank you so much, that is wonderful, I am very happy!"));
        var angry = Of("en", (true, "This is terrible, I am really angry. My order is broken!"), (false, "It is as it is."), (true, "I am furious. This is the worst service ever!"));
        var calm = Of("en", (true, "What time do you open?"), (false, "At nine."));

        Assert.Equal(CriterionVerdict.Passed, pleased.Single(it => it.Criterion == "recovered").Verdict);
        Assert.Equal(CriterionVerdict.Failed, angry.Single(it => it.Criterion == "recovered").Verdict);
        Assert.Equal(CriterionVerdict.NotApplicable, calm.Single(it => it.Criterion == "recovered").Verdict);
    }

    [Theory]
    [InlineData("en", "The kettle arrived broken and nobody answers. This is outrageous!", "Please send it to our workshop.", "I am sorry about the kettle. I will send you a new one today.", "Can I have your receipt, please?")]
    [InlineData("zh", "你们的快递摔坏了我的花瓶，太过分了，我要投诉！", "我帮您查一下物流。", "实在对不起。我今天就给您补寄一个。", "麻烦提供一下购物小票。")]
    [InlineData("ja", "花瓶が割れて届きました。ひどすぎます。苦情を申し立てます！", "配送の状況をお調べします。", "誠に申し訳ございません。本日、新しい品をお送りします。", "レシートをご提示ください。")]
    [Trait("req", "POL-01")]
    public void What_was_decided_about_answers_is_held_against_them_and_only_where_something_was(string language, string complaint, string cold, string sorry, string doubting)
    {
        Assert.Equal((CriterionVerdict.NotApplicable, "no_policy"), Judged(null, cold));
        Assert.Equal((CriterionVerdict.NotApplicable, "no_policy"), Judged(Policy(false, false), cold));
        Assert.Equal((CriterionVerdict.Failed, "found"), Judged(Policy(true, false), cold));
        Assert.Equal((CriterionVerdict.Passed, "none_found"), Judged(Policy(true, false), sorry));
        Assert.Equal((CriterionVerdict.Passed, "none_found"), Judged(Policy(true, false), sorry, complaint, cold)); // who was told already is not told again
        Assert.Equal((CriterionVerdict.Failed, "found"), Judged(Policy(true, true), sorry, "?", doubting));
        Assert.Equal((CriterionVerdict.Passed, "none_found"), Verdict([Turn(0, true, null, complaint), Turn(1, false, Agent, cold), Turn(2, false, Agent, sorry)])); // one answer in two messages
        Assert.Contains(Results(Policy(false, true), doubting).Single(it => it.Criterion == "policy").Quotes!, quote => quote.Rule == PolicyCheck.TrustRule);

        (CriterionVerdict, string?) Verdict(SpokenTurn[] turns)
        {
            var result = EngineReview.Of(ShippedScorecard.Content, new ReviewedTalk(turns, Agent, language, Policy(true, false))).Single(it => it.Criterion == "policy");
            return (result.Verdict, result.Reason);
        }

        (CriterionVerdict, string?) Judged(PolicyInForce? policy, params string[] said)
        {
            var result = Results(policy, said).Single(it => it.Criterion == "policy");
            return (result.Verdict, result.Reason);
        }

        IReadOnlyList<CriterionResult> Results(PolicyInForce? policy, params string[] said)
        {
            SpokenTurn[] turns = [Turn(0, true, null, complaint), .. said.Select((text, at) => Turn(at + 1, at % 2 == 1, at % 2 == 1 ? null : Agent, text))];
            return EngineReview.Of(ShippedScorecard.Content, new ReviewedTalk(turns, Agent, language, policy));
        }

        static PolicyInForce Policy(bool apologiseFirst, bool trust) => new(Wording.None, apologiseFirst, trust);
    }

    [Fact]
    public void Only_the_words_of_the_agent_who_is_reviewed_are_held_against_them()
    {
        var other = Guid.Parse("0198c0de-0000-7000-8000-0000000000b2");
        SpokenTurn[] turns = [Turn(0, true, null, "Where is my refund?"), Turn(1, false, other, "Are you deaf? Read the email."), Turn(2, true, null, "What?"), Turn(3, false, Agent, "I am sorry. I will look into it today."), Turn(4, false, Agent, "It is on its way.")];

        Assert.Equal(Agent, ReviewedTalk.MainAgent(turns));
        var results = EngineReview.Of(ShippedScorecard.Content, new ReviewedTalk(turns, Agent, "en"));
        Assert.NotEqual(CriterionVerdict.Failed, results.Single(it => it.Criterion == "respect").Verdict);
        Assert.Null(ReviewedTalk.MainAgent([turns[0]]));
    }

    [Fact]
    public void A_score_is_the_weight_of_what_passed_of_what_was_judged_and_an_auto_fail_is_nothing()
    {
        var content = new ScorecardContent { Sections = [new("s", Wording.None, [Of("a", 3), Of("b", 1), Of("c", 6), Of("d", 2) with { IsAutoFail = true }])] };
        CriterionResult[] results = [new("a", CriterionVerdict.Passed), new("b", CriterionVerdict.Failed), new("c", CriterionVerdict.NotEnoughEvidence), new("d", CriterionVerdict.NotApplicable)];

        Assert.Equal(new ReviewScore(75, false), ReviewScore.Of(content, results));
        Assert.Equal(new ReviewScore(0, true), ReviewScore.Of(content, [.. results[..3], new("d", CriterionVerdict.Failed)]));
        Assert.Equal(new ReviewScore(null, false), ReviewScore.Of(content, [results[2]]));

        static Criterion Of(string key, int weight) => new(key, Wording.None, weight);
    }

    [Theory]
    [InlineData(39, false, false, 0, null, ReviewPick.Risk)]
    [InlineData(90, true, false, 0, null, ReviewPick.Risk)]
    [InlineData(90, false, true, 0, null, ReviewPick.Risk)]
    [InlineData(90, false, false, -2, 5, ReviewPick.Risk)]
    [InlineData(90, false, false, 1, 2, ReviewPick.Disagreement)]
    [InlineData(45, false, false, 1, 4, ReviewPick.Disagreement)]
    [InlineData(90, false, false, 1, 5, null)]
    [InlineData(null, false, false, 0, 1, null)]
    public void A_person_looks_where_there_is_a_risk_or_the_customer_says_the_opposite(int? score, bool autoFailed, bool escalated, int level, int? answer, ReviewPick? expected) =>
        Assert.Equal(expected, new SamplingRules(40, true, true, 0, "ting").Pick(new(Guid.CreateVersion7(Noon), score, autoFailed, escalated, level, answer)));

    [Fact]
    public void The_share_drawn_by_chance_is_the_same_however_often_it_is_drawn_and_as_large_as_was_said()
    {
        Guid[] conversations = [.. Enumerable.Range(0, 4000).Select(at => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"conversation {at}")).AsSpan(0, 16)))];
        var rules = new SamplingRules(0, false, false, 100, "spring");

        Guid[] drawn = [.. conversations.Where(rules.IsDrawn)];

        Assert.Equal(drawn, conversations.Where((rules with { }).IsDrawn));
        Assert.InRange(drawn.Length, 330, 470); // 400, and four standard deviations
        Assert.NotEqual(drawn, conversations.Where((rules with { Seed = "autumn" }).IsDrawn));
        Assert.DoesNotContain(conversations, (rules with { RandomPermille = 0 }).IsDrawn);
    }

    private static (CriterionVerdict, Sureness?) Judged(IReadOnlyList<CriterionResult> results, string criterion) =>
        results.Where(it => it.Criterion == criterion).Select(it => (it.Verdict, it.Sureness)).Single();

    private static IReadOnlyList<CriterionResult> Of(string language, params (bool IsCustomer, string Text)[] said)
    {
        SpokenTurn[] turns = [.. said.Select((turn, at) => Turn(at, turn.IsCustomer, turn.IsCustomer ? null : Agent, turn.Text))];
        return EngineReview.Of(ShippedScorecard.Content, new ReviewedTalk(turns, ReviewedTalk.MainAgent(turns), language));
    }

    private static SpokenTurn Turn(int at, bool isCustomer, Guid? author, string text) => new(Guid.CreateVersion7(Noon.AddMinutes(at)), isCustomer, author, text, Noon.AddMinutes(at));
}
