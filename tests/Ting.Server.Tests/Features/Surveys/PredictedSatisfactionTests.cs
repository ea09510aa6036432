using Ting.Server.Features.Surveys;

namespace Ting.Server.Tests.Features.Surveys;

[Trait("req", "SAT-07")]
public sealed class PredictedSatisfactionTests
{
    private static readonly TimeSpan Prompt = TimeSpan.FromMinutes(2);

    [Fact]
    public void It_is_the_sum_that_its_description_prints()
    {
        // 3.261 + 0.761 · 1 + 0.226 · −2 − 0.033 · 1
        Assert.Equal(3.537, PredictedSatisfaction.Of([-2, -1, 1], complaints: 2, unanswered: false, Prompt).Value, 10);
    }

    [Fact]
    public void A_good_end_after_a_bad_start_is_worth_more_than_the_other_way_round() =>
        Assert.True(Of([-2, 0, 2]) > Of([2, 0, -2]) + 2);

    [Fact]
    public void Repeating_a_complaint_lowers_it() =>
        Assert.True(PredictedSatisfaction.Of([-1, -1, 0], 3, false, Prompt).Value < PredictedSatisfaction.Of([-1, -1, 0], 1, false, Prompt).Value);

    [Fact]
    public void Being_left_waiting_lowers_it_only_for_the_displeased()
    {
        Assert.Equal(0.5, Of([-1]) - PredictedSatisfaction.Of([-1], 0, unanswered: true, Prompt).Value, 10);
        Assert.Equal(Of([2]), PredictedSatisfaction.Of([2], 0, unanswered: true, Prompt).Value);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.1)]
    [InlineData(4, 0.2)]
    [InlineData(1000, 0.4)]
    public void Each_doubling_of_the_wait_beyond_an_hour_costs_a_tenth_and_at_most_four(int hours, double cost) =>
        Assert.Equal(cost, Of([0]) - PredictedSatisfaction.Of([0], 0, false, TimeSpan.FromHours(hours)).Value, 10);

    [Theory]
    [InlineData(-2, -2, -2)]
    [InlineData(2, 2, 2)]
    public void It_stays_between_one_and_five_with_its_bounds(params int[] levels)
    {
        var predicted = PredictedSatisfaction.Of(levels, complaints: 9, unanswered: true, TimeSpan.FromDays(9));

        Assert.InRange(predicted.Value, 1, 5);
        Assert.InRange(predicted.Low, 1, predicted.Value);
        Assert.InRange(predicted.High, predicted.Value, 5);
    }

    [Fact]
    public void Without_a_reading_it_is_the_middle() => Assert.Equal(3.261, PredictedSatisfaction.Of([], 0, false, null).Value);

    private static double Of(int[] levels) => PredictedSatisfaction.Of(levels, 0, false, Prompt).Value;
}
