namespace Ting.Measurement.Tests;

[Trait("req", "SPC-01")]
public sealed class LagSearchTests
{
    private static readonly double?[] Cause = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];

    [Fact]
    public void The_lag_at_which_one_follows_the_other_is_found()
    {
        var search = LagSearch.Over(Cause, [0, 0, .. Cause.SkipLast(2)], [0, 1, 2, 3], fewest: 8);

        Assert.Equal([0, 1, 2, 3], search.All.Select(it => it.Lag));
        Assert.Equal(2, search.Best!.Lag);
        Assert.Equal(10, search.Best.Correlation.Pairs);
        Assert.Equal(1, search.Best.Correlation.Coefficient!.Value.Value, 12);
    }

    [Fact]
    public void One_that_goes_the_other_way_is_as_close()
    {
        var search = LagSearch.Over(Cause, [0, .. Cause.SkipLast(1).Select(value => -value)], [0, 1], fewest: 8);

        Assert.Equal(1, search.Best!.Lag);
        Assert.Equal(-1, search.Best.Correlation.Coefficient!.Value.Value, 12);
    }

    [Fact]
    public void A_lag_with_too_few_pairs_is_shown_and_never_the_best()
    {
        var search = LagSearch.Over(Cause, [0, 0, .. Cause.SkipLast(2)], [0, 2], fewest: 11);

        Assert.Equal(0, search.Best!.Lag);
        Assert.Equal(1, search.All[1].Correlation.Coefficient!.Value.Value, 12);
        Assert.Null(LagSearch.Over(Cause, [0, 0, .. Cause.SkipLast(2)], [0, 2], fewest: 13).Best);
    }

    [Theory]
    [InlineData(1, 1.959964)]
    [InlineData(2, 2.241403)]
    [InlineData(5, 2.575829)]
    public void Who_looks_more_often_gets_a_wider_interval(int lags, double z)
    {
        double?[] effect = [2, 1, 4, 3, 5, 7, 6, 8, 1, 2, 9, 4];
        var r = LagSearch.Over(Cause, effect, [.. Enumerable.Range(0, lags)], fewest: 3).All[0].Correlation.Coefficient!.Value;

        Assert.Equal(Math.Tanh(Math.Atanh(r.Value) - z / 3), r.Low, 6); // √(12 − 3) = 3
        Assert.Equal(Math.Tanh(Math.Atanh(r.Value) + z / 3), r.High, 6);
    }

    [Fact]
    public void What_only_grows_together_does_not_change_together()
    {
        double?[] growing = [1, 2, 4, 5, 7, 8, 10, 11, 13, 14];
        double?[] too = [2, 5, 6, 9, 10, 13, 14, 17, 18, 21];

        Assert.True(Correlation.Of(growing, too).Coefficient!.Value.Value > 0.98);
        Assert.Equal(-1, Correlation.Of(Correlation.Changes(growing), Correlation.Changes(too)).Coefficient!.Value.Value, 12);
        Assert.Equal([null, null, 3], Correlation.Changes([1, null, 4, 7]));
    }

    [Fact]
    public void No_lags_too_many_or_one_twice_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => LagSearch.Over(Cause, Cause, [], 3));
        Assert.ThrowsAny<ArgumentException>(() => LagSearch.Over(Cause, Cause, [1, 1], 3));
        Assert.ThrowsAny<ArgumentException>(() => LagSearch.Over(Cause, Cause, [0, 1, 2, 3, 4, 5, 6], 3));
    }
}
