namespace Ting.Listening.Tests;

public sealed class RewriteTests
{
    public static TheoryData<string> Habitual() => [.. SeedExamples.Habitual];

    public static TheoryData<string> Good() => [.. SeedExamples.Good];

    [Theory, MemberData(nameof(Habitual)), Trait("req", "LANG-04")]
    public void Each_habitual_wording_gets_a_better_one(string text) =>
        Assert.Contains(Coach.Review(text, language: "zh").Findings, finding => finding.Suggestion is not null);

    [Theory, MemberData(nameof(Good)), Trait("req", "LANG-04")]
    public void Each_good_wording_of_the_courses_is_left_alone(string text) => Assert.Empty(Coach.Review(text, language: "zh").Findings);

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en")]
    public void Every_suggestion_passes_the_coach_itself(string language) =>
        Assert.All(
            DraftKnowledge.For(language).List.Select(taboo => taboo.Suggestion).OfType<string>().Distinct(),
            suggestion => Assert.Empty(Coach.Review(suggestion, language: language).Findings));

    [Fact]
    public void A_rewritten_draft_passes_the_coach() =>
        Assert.All(SeedExamples.Habitual.Concat(SeedExamples.Taboos.Select(it => it.Text)), text =>
        {
            if (Coach.Review(text, language: "zh").Rewrite is { } rewrite)
                Assert.DoesNotContain(Coach.Review(rewrite, language: "zh").Findings, finding => finding.Suggestion is not null);
        });

    [Fact]
    public void A_rewrite_keeps_what_was_fine()
    {
        var review = Coach.Review("您好，王先生。这件事我不管。订单号是88231。", language: "zh");

        Assert.Equal("您好，王先生。这件事有专人负责，我帮您转过去。订单号是88231。", review.Rewrite);
    }

    [Fact, Trait("req", "LANG-11")]
    public void The_bad_spare_part_dialogue_is_objected_to_line_by_line()
    {
        string[] bad = ["要等两天才会有。", "可是我们的库存里已经没有货了。", "那没有办法！"];

        var reviews = bad.Select(line => Coach.Review(line, ["你们主卷扬的配件质量太差了,上星期刚换的配件又坏了!"], "zh")).ToList();

        Assert.True(reviews.Sum(review => review.Findings.Count) >= 3);
        Assert.All(reviews, review =>
        {
            Assert.NotNull(review.Rewrite);
            var better = Coach.Review(review.Rewrite, language: "zh");
            Assert.True(better.Apology, review.Rewrite);
            Assert.Contains("吗？", review.Rewrite, StringComparison.Ordinal);
            Assert.Empty(better.Findings);
        });
    }

    [Theory, Trait("req", "LANG-11")]
    [InlineData("对不起，要等两天才会有这个配件，您觉得来得及吗？")]
    [InlineData("真对不起我们的库存里已经没有货了，但我可以打电话问问其他维修站，麻烦您等一下好吗？")]
    [InlineData("真不好意思，别的维修站也没有了，我去申请一下，也去咨询一下我们技术上，看看有没有什么变通的紧急处理方式，你看好吗？")]
    public void The_good_spare_part_dialogue_is_left_alone(string line) => Assert.Empty(Coach.Review(line, language: "zh").Findings);

    [Fact]
    public void A_question_that_is_accepted_ends_as_one_also_before_a_comma()
    {
        const string Draft = "这个我也没办法，你自己看说明书吧。";
        var first = Coach.Review(Draft).Findings[0];

        var accepted = Draft[..first.Start] + first.Suggestion + Draft[(first.Start + first.Length)..];

        Assert.Contains("吗？你自己", accepted, StringComparison.Ordinal);
    }
}
