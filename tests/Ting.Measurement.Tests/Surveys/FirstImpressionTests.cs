namespace Ting.Measurement.Tests;

[Trait("req", "MOT-02")]
[Trait("req", "TRAP-02")]
public sealed class FirstImpressionTests
{
    [Fact]
    public void Both_sets_of_weights_can_be_chosen()
    {
        Assert.Equal(52 + 0.33 * 50, FirstImpression.Score(100, 50, 0, ImpressionWeights.Stranger), 10);
        Assert.Equal(30 + 0.5 * 50, FirstImpression.Score(100, 50, 0, ImpressionWeights.Service), 10);
        Assert.Equal(1, ImpressionWeights.Stranger.Appearance + ImpressionWeights.Stranger.Behaviour + ImpressionWeights.Stranger.Communication, 12);
    }

    [Fact]
    public void A_workspace_can_have_its_own_and_a_digital_channel_its_own_appearance()
    {
        var weights = new ImpressionWeights(1, 1, 2);

        Assert.Equal(3, FirstImpression.Score(FirstImpression.DigitalAppearance(5, 4, 4, 3), 4, 2, weights), 12);
    }

    [Fact]
    public void Weights_that_weigh_nothing_and_scores_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImpressionWeights(0, 0, 0));
        Assert.Throws<ArgumentException>(() => new ImpressionWeights(-1, 1, 1));
        Assert.Throws<ArgumentException>(() => FirstImpression.Score(double.NaN, 1, 1, ImpressionWeights.Service));
    }
}
