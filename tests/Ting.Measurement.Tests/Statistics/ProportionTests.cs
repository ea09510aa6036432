using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

[Trait("req", "SAT-06")]
public sealed class ProportionTests
{
    [Fact]
    public void Eighty_of_a_hundred_lie_between_711_and_867_per_mille()
    {
        var share = Proportion.Wilson(80, 100);

        Assert.Equal(0.8, share.Value);
        Assert.Equal(0.711, share.Low, 3);
        Assert.Equal(0.867, share.High, 3);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 20)]
    [InlineData(20, 20)]
    public void Its_bounds_stay_between_nothing_and_all_and_hold_the_share(int hits, int total)
    {
        var share = Proportion.Wilson(hits, total);

        Assert.InRange(share.Value, share.Low - 1e-12, share.High + 1e-12);
        Assert.InRange(share.Low, 0, 1);
        Assert.InRange(share.High, 0, 1);
        Assert.True(share.High > share.Low);
    }

    [Fact]
    public void Whatever_the_counts_the_bounds_lie_between_nothing_and_all() => Prop.ForAll<ushort, ushort>((one, other) =>
    {
        var total = Math.Max(1, (int)Math.Max(one, other));
        var share = Proportion.Wilson(Math.Min(one, other), total);
        return share.Low >= 0 && share.High <= 1 && share.Low <= share.Value + 1e-12 && share.Value <= share.High + 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_answers_make_it_narrower() =>
        Assert.True(Width(Proportion.Wilson(800, 1000)) < Width(Proportion.Wilson(80, 100)));

    [Fact]
    public void Nobody_and_too_many_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(2, 1));
    }

    private static double Width(Interval interval) => interval.High - interval.Low;

    // Newcombe 1998, table II, method 10
    [Theory]
    [Trait("req", "LANG-12")]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    public void The_difference_of_two_shares_lies_where_Newcombe_printed_it(int hits, int total, int otherHits, int otherTotal, double low, double high)
    {
        var difference = Proportion.Difference(hits, total, otherHits, otherTotal);

        Assert.Equal((double)hits / total - (double)otherHits / otherTotal, difference.Value, 12);
        Assert.Equal(low, difference.Low, 4);
        Assert.Equal(high, difference.High, 4);
    }

    [Fact]
    [Trait("req", "LANG-12")]
    public void The_ratio_of_two_shares_is_worked_by_hand_and_says_nothing_without_hits()
    {
        // ln 3 ± 1.959964 · √(1/15 − 1/100 + 1/5 − 1/100)
        var ratio = Proportion.Ratio(15, 100, 5, 100)!.Value;

        Assert.Equal(3, ratio.Value, 12);
        Assert.Equal(1.133359, ratio.Low, 5);
        Assert.Equal(7.940999, ratio.High, 5);
        Assert.Null(Proportion.Ratio(0, 10, 5, 10));
        Assert.Null(Proportion.Ratio(5, 10, 0, 10));
    }

    [Fact]
    [Trait("req", "SQ-01")]
    public void The_mean_of_shares_weighs_each_alike_and_its_interval_is_narrower_than_the_widest()
    {
        Interval[] shares = [new(0.9, 0.8, 0.96), new(0.5, 0.3, 0.7)];
        var mean = Proportion.Mean(shares);

        Assert.Equal(0.7, mean.Value, 12);
        Assert.Equal(0.7 - Math.Sqrt(0.1 * 0.1 + 0.2 * 0.2) / 2, mean.Low, 12);
        Assert.Equal(0.7 + Math.Sqrt(0.06 * 0.06 + 0.2 * 0.2) / 2, mean.High, 12);
        Assert.Equal(shares[0], Proportion.Mean([shares[0]])); // of one it is that one
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Mean([]));
    }
}
