using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

[Trait("req", "VAL-01")]
public sealed class GiniTests
{
    [Fact]
    public void Equal_shares_are_zero_and_one_who_has_all_of_four_is_three_quarters()
    {
        Assert.Equal(0, Gini.Of([5, 5, 5, 5]));
        Assert.Equal(0.75, Gini.Of([0, 0, 0, 8])!.Value, 12);
        Assert.Equal(0, Gini.Of([3]));
        Assert.Equal(0.25, Gini.Of([1, 2, 3, 4])!.Value, 12); // Σ(2i − 5)x = 10, over 4 · 10
    }

    [Fact]
    public void Nothing_to_share_has_none_and_negative_shares_are_refused()
    {
        Assert.Null(Gini.Of([0, 0]));
        Assert.Throws<ArgumentException>(() => Gini.Of([]));
        Assert.Throws<ArgumentException>(() => Gini.Of([1, -1]));
        Assert.Throws<ArgumentException>(() => Gini.Of([1, double.NaN]));
    }

    [Fact]
    public void It_lies_from_zero_up_to_but_not_including_one_and_does_not_know_the_currency() => Prop.ForAll<uint[]>(shares =>
    {
        double[] values = [.. shares.Select(share => (double)share), 1];
        var gini = Gini.Of(values)!.Value;
        return gini is >= 0 and < 1 && Math.Abs(gini - Gini.Of([.. values.Select(value => value * 7.25)])!.Value) < 1e-9;
    }).QuickCheckThrowOnFailure();
}
