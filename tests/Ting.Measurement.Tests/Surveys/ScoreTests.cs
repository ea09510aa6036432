namespace Ting.Measurement.Tests;

[Trait("req", "SAT-06")]
public sealed class ScoreTests
{
    [Fact]
    public void Satisfaction_is_the_share_of_four_and_five()
    {
        var share = CustomerSatisfaction.Share([.. Enumerable.Repeat(5, 50), .. Enumerable.Repeat(4, 30), .. Enumerable.Repeat(3, 12), .. Enumerable.Repeat(1, 8)]);

        Assert.Equal(0.8, share.Value);
        Assert.Equal(0.711, share.Low, 3);
        Assert.Equal(0.867, share.High, 3);
    }

    [Fact]
    public void Thirty_promoter_points_of_a_hundred_answers_lie_between_14_7_and_45_3()
    {
        var score = NetPromoter.Score(50, 30, 20);

        Assert.Equal(30, score.Value, 10);
        Assert.Equal(7.81, NetPromoter.StandardError(50, 30, 20), 2);
        Assert.Equal(14.7, score.Low, 1);
        Assert.Equal(45.3, score.High, 1);
    }

    [Fact]
    public void Promoters_give_nine_or_ten_and_detractors_six_or_less() =>
        Assert.Equal(NetPromoter.Score(2, 2, 2), NetPromoter.Score([10, 9, 8, 7, 6, 0]));

    [Fact]
    public void Effort_is_a_mean_and_the_share_that_found_it_easy()
    {
        var effort = CustomerEffort.Of([7, 6, 5, 4, 3]);

        Assert.Equal(5, effort.Mean.Value);
        Assert.Equal(0.6, effort.Easy.Value);
        Assert.Equal(5 - 1.9632, effort.Mean.Low, 3); // t 2.7764 × 1.5811 / √5
    }

    [Fact]
    public void One_answer_leaves_the_whole_scale_open()
    {
        var effort = CustomerEffort.Of([6]);

        Assert.Equal(new Interval(6, 1, 7), effort.Mean);
        Assert.InRange(effort.Easy.Low, 0, 0.3);
    }

    [Fact]
    public void An_answer_off_its_scale_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerSatisfaction.Share([6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.Score([11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerEffort.Of([0]));
    }
}
