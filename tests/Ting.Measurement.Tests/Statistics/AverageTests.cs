namespace Ting.Measurement.Tests;

public sealed class AverageTests
{
    [Theory] // printed tables of Student's t, two-sided 95 %
    [InlineData(1, 12.706)]
    [InlineData(4, 2.776)]
    [InlineData(5, 2.571)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(120, 1.980)]
    public void The_quantile_is_the_one_of_the_printed_table(int degrees, double printed) =>
        Assert.Equal(printed, Average.Quantile(degrees), 0.002);

    [Fact]
    public void One_value_has_a_mean_and_leaves_the_rest_open()
    {
        var mean = Average.Of([3]);

        Assert.Equal(3, mean.Value);
        Assert.False(mean.IsBounded);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (mean.Low, mean.High));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_has_no_mean(double value) => Assert.Throws<ArgumentException>(() => Average.Of([1, value]));

    [Fact]
    public void Equal_values_leave_no_doubt() => Assert.Equal(new Interval(4, 4, 4), Average.Of([4, 4, 4]));
}
