namespace Ting.Measurement.Tests;

[Trait("req", "VAL-04")]
public sealed class LifetimeValueTests
{
    private static readonly BgNbd Cdnow = new(0.243, 4.414, 0.793, 2.426);
    private static readonly GammaGamma Spending = new(6.25, 3.74, 15.44);

    [Fact]
    public void A_margin_of_100_a_retention_of_80_and_a_discount_of_10_per_cent()
    {
        Assert.Equal(366.67, LifetimeValue.MarginNow(100, 0.8, 0.1), 2);
        Assert.Equal(266.67, LifetimeValue.MarginAfterOnePeriod(100, 0.8, 0.1), 2);
        Assert.Equal(100, LifetimeValue.MarginNow(100, 0.8, 0.1) - LifetimeValue.MarginAfterOnePeriod(100, 0.8, 0.1), 10);
    }

    [Fact]
    public void It_is_the_sum_that_it_stands_for() =>
        Assert.Equal(Enumerable.Range(0, 500).Sum(period => 40 * Math.Pow(0.7 / 1.05, period)), LifetimeValue.MarginNow(40, 0.7, 0.05), 8);

    [Fact]
    public void What_has_no_end_or_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LifetimeValue.MarginNow(100, 1, 0));
        Assert.Throws<ArgumentException>(() => LifetimeValue.MarginNow(100, 1.1, 0.1));
        Assert.Throws<ArgumentException>(() => LifetimeValue.MarginAfterOnePeriod(100, 0.5, -0.1));
        Assert.Throws<ArgumentException>(() => LifetimeValue.MarginAfterOnePeriod(double.NaN, 0.5, 0.1));
    }

    [Fact]
    public void From_the_models_it_is_purchases_times_spending()
    {
        var history = new BuyingHistory(2, 30.43, 38.86, 22.35);

        Assert.Equal(Cdnow.ExpectedPurchases(history, 39) * Spending.ExpectedSpend(2, 22.35), LifetimeValue.Expected(Cdnow, Spending, history, 39), 8);
        Assert.Equal(0, LifetimeValue.Expected(Cdnow, Spending, history, 0));
        var later = LifetimeValue.Expected(Cdnow, Spending, history, 39, discount: 0.01, marginShare: 0.3);
        Assert.InRange(later / LifetimeValue.Expected(Cdnow, Spending, history, 39), 0.3 / Math.Pow(1.01, 39), 0.3);
    }
}
