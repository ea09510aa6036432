namespace Ting.Measurement.Tests;

[Trait("req", "SAT-06")]
public sealed class ResponseWeightingTests
{
    [Fact]
    public void Those_who_rarely_answer_count_for_more()
    {
        // of 100 expected to be content 80 answer 5, of 100 expected to be angry 20 answer 2: 4.4 as answered, 3.5 of all
        Asked[] asked = [.. Group(5, 80, 20, 5), .. Group(2, 20, 80, 2)];

        var found = ResponseWeighting.Of(asked);

        Assert.Equal(0.5, found.ResponseRate.Value);
        Assert.Equal(4.4, found.Plain.Value, 10);
        Assert.Equal(3.5, found.Weighted.Value, 2);
        Assert.InRange(found.Weighted.Low, 3.0, 3.5);
        Assert.Equal((4.4, 3.5), (Math.Round(found.Known[0].Answered, 2), found.Known[0].All));
        Assert.Equal(3.5, found.Known[0].Weighted, 2);
        Assert.Equal(64, found.EffectiveAnswers, 0); // 80 at 1.25 and 20 at 5: 200² / (125 + 500)
    }

    [Fact]
    public void Where_all_answer_or_nothing_is_known_weights_change_nothing()
    {
        Asked[] everybody = [new([1], 4), new([3], 5), new([2], 3)];
        Asked[] unknown = [new([], 4), new([], null), new([], 2)];

        Assert.Equal(4, ResponseWeighting.Of(everybody).Weighted.Value, 12);
        Assert.Equal(3, ResponseWeighting.Of(everybody).EffectiveAnswers, 12);
        Assert.Equal(3, ResponseWeighting.Of(unknown).Weighted.Value, 12);
    }

    [Fact]
    public void Knowing_who_answers_without_a_miss_gives_finite_weights()
    {
        Asked[] split = [.. Group(5, 10, 0, 5), .. Group(1, 0, 10, 0)];

        var found = ResponseWeighting.Of(split);

        Assert.Equal(5, found.Weighted.Value, 10);
        Assert.True(double.IsFinite(found.EffectiveAnswers));
    }

    [Fact]
    public void One_answer_leaves_the_rest_open() => Assert.False(ResponseWeighting.Of([new([1], 3), new([2], null)]).Weighted.IsBounded);

    [Fact]
    public void Nobody_and_what_is_no_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ResponseWeighting.Of([]));
        Assert.Throws<ArgumentException>(() => ResponseWeighting.Of([new([1], null)]));
        Assert.Throws<ArgumentException>(() => ResponseWeighting.Of([new([1], 3), new([1, 2], 3)]));
        Assert.Throws<ArgumentException>(() => ResponseWeighting.Of([new([double.NaN], 3)]));
    }

    private static IEnumerable<Asked> Group(double predicted, int answered, int silent, double answer) =>
        Enumerable.Repeat(new Asked([predicted], answer), answered).Concat(Enumerable.Repeat(new Asked([predicted], null), silent));
}
