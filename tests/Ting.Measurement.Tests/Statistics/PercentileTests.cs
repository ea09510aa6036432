namespace Ting.Measurement.Tests;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(1, 4)]
    public void It_interpolates_between_the_closest_ranks(double share, double expected) =>
        Assert.Equal(expected, Percentile.Of([1, 2, 3, 4], share), 10);

    [Fact]
    public void One_value_is_every_percentile() => Assert.Equal(7, Percentile.Of([7], 0.9));

    [Fact]
    public void Nothing_has_none() => Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([], 0.5));
}
