namespace Ting.Measurement.Tests;

public sealed class ParetoTests
{
    [Fact]
    public void One_of_five_customers_brings_four_fifths() => Assert.Equal(0.2, Pareto.ShareReaching([5, 80, 5, 5, 5], 0.8));

    [Fact]
    public void Equal_parts_bring_as_much_as_they_are() => Assert.Equal(0.8, Pareto.ShareReaching([.. Enumerable.Repeat(0.1, 10)], 0.8), 10);

    [Fact]
    public void The_curve_ends_at_the_whole() => Assert.Equal([0.5, 0.8, 1], Pareto.Cumulative([2, 5, 3]).Select(share => Math.Round(share, 10)));
}
