namespace Ting.Listening.Tests;

public sealed class DraftTrainerTests
{
    private static readonly LabelledDraft[] Drafts =
    [
        .. Enumerable.Range(0, 8).Select(at => new LabelledDraft($"zork {at} flim", "en", [], [], new DraftLabels(false, true, false, null))),
        .. Enumerable.Range(0, 8).Select(at => new LabelledDraft($"blip {at} wuzz", "en", [], ["blame"], new DraftLabels(true, false, false, QuestionType.Open))),
    ];

    [Fact]
    public void The_same_drafts_give_the_same_weights() => Assert.Equal(DraftTrainer.Train(Drafts), DraftTrainer.Train(Drafts));

    [Theory, InlineData("zork flim", false), InlineData("blip wuzz", true)]
    public void What_was_learnt_is_told_apart(string text, bool bad)
    {
        var opinion = new DraftOpinion(new Draft(text, [], "en"), new DraftModel(DraftTrainer.Train(Drafts)));

        Assert.Equal(bad, opinion.Bad > 0.5);
        Assert.Equal(bad, opinion.Refusal);
        Assert.Equal(bad, opinion.Of("blame") > opinion.Of("negation") + 0.1);
    }

    [Fact]
    public void A_draft_that_says_nothing_it_knows_is_good() =>
        Assert.True(new DraftOpinion(new Draft("qqq vvv", [], "en"), new DraftModel(DraftTrainer.Train(Drafts))).Bad < 0.5);
}
