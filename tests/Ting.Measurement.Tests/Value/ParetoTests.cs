using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

[Trait("req", "VAL-01")]
public sealed class ParetoTests
{
    [Fact]
    public void One_of_five_customers_brings_four_fifths() => Assert.Equal(0.2, Pareto.ShareReaching([5, 80, 5, 5, 5], 0.8));

    [Fact]
    public void Equal_parts_bring_as_much_as_they_are() => Assert.Equal(0.8, Pareto.ShareReaching([.. Enumerable.Repeat(0.1, 10)], 0.8), 10);

    [Fact]
    public void The_curve_ends_at_the_whole() => Assert.Equal([0.5, 0.8, 1], Pareto.Cumulative([2, 5, 3]).Select(share => Math.Round(share, 10)));

    [Fact]
    public void The_vital_few_are_named_the_largest_first() => Assert.Equal([3, 0], Pareto.VitalFew([30, 5, 5, 60], 0.8));

    [Fact]
    public void Customers_who_cost_money_lift_the_curve_above_the_whole()
    {
        double[] profits = [60, 60, -20];

        Assert.Equal([0.6, 1.2, 1], Pareto.Cumulative(profits).Select(share => Math.Round(share, 10)));
        Assert.Equal(2 / 3.0, Pareto.ShareReaching(profits, 0.8), 10);
    }

    [Fact]
    public void Nothing_and_a_whole_that_is_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Pareto.ShareReaching([], 0.8));
        Assert.Throws<ArgumentException>(() => Pareto.ShareReaching([1, -1], 0.8));
        Assert.Throws<ArgumentException>(() => Pareto.ShareReaching([1, double.NaN], 0.8));
        Assert.Throws<ArgumentException>(() => Pareto.ShareReaching([1, 2], 1.1));
    }

    [Fact]
    public void The_share_grows_with_what_is_to_be_reached() => Prop.ForAll<ushort[], byte, byte>((parts, one, other) =>
    {
        double[] values = [.. parts.Select(part => (double)part), 1];
        var (less, more) = (Math.Min(one, other) / 255.0, Math.Max(one, other) / 255.0);
        return Pareto.ShareReaching(values, less) <= Pareto.ShareReaching(values, more)
            && Math.Abs(Pareto.Cumulative(values)[^1] - 1) < 1e-9 && Pareto.VitalFew(values, more).Count == Math.Round(Pareto.ShareReaching(values, more) * values.Length);
    }).QuickCheckThrowOnFailure();
}
