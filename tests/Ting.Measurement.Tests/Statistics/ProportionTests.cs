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
}
