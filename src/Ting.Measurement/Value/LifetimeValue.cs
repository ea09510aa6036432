namespace Ting.Measurement;

/// <summary>
/// What a customer is worth who brings the same margin each period and stays with the same chance, for ever (Gupta and Lehmann, Journal of Interactive Marketing 17, 2003).
/// Two conventions exist and differ by one margin; say which.
/// </summary>
public static class LifetimeValue
{
    /// <summary>The first margin comes now: m(1 + d)/(1 + d − r).</summary>
    /// <param name="margin">A period, in money; may be negative.</param>
    /// <param name="retention">The chance of staying for another period, 0 to 1.</param>
    /// <param name="discount">A period, 0 or more; with a retention of 1 above 0, or the sum has no end.</param>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public static double MarginNow(double margin, double retention, double discount) => Checked(margin, retention, discount) * (1 + discount) / (1 + discount - retention);

    /// <summary>The first margin comes after one period, if the customer is still there: m·r/(1 + d − r).</summary>
    /// <param name="margin">A period, in money; may be negative.</param>
    /// <param name="retention">The chance of staying for another period, 0 to 1.</param>
    /// <param name="discount">A period, 0 or more; with a retention of 1 above 0, or the sum has no end.</param>
    /// <exception cref="ArgumentException">A number outside its range.</exception>
    public static double MarginAfterOnePeriod(double margin, double retention, double discount) => Checked(margin, retention, discount) * retention / (1 + discount - retention);

    /// <summary>What one buying customer will bring in the coming periods, from the models of how often and for how much: Σ (E[Y(t)] − E[Y(t − 1)]) · E[M] · margin / (1 + d)ᵗ.</summary>
    /// <param name="buying">How often.</param>
    /// <param name="spending">For how much.</param>
    /// <param name="history">What the customer did so far.</param>
    /// <param name="periods">How far ahead, in the periods of the history; 0 or more.</param>
    /// <param name="discount">A period, 0 or more.</param>
    /// <param name="marginShare">The part of the spending that stays, 0 to 1.</param>
    /// <exception cref="ArgumentException">A number outside its range, or a history without mean spending though there were repeats.</exception>
    public static double Expected(BgNbd buying, GammaGamma spending, BuyingHistory history, int periods, double discount = 0, double marginShare = 1)
    {
        Require.AtLeast(periods, 0);
        Require.NotNegative(discount);
        Require.Share(marginShare);
        var (value, before) = (0.0, 0.0);
        for (var period = 1; period <= periods; period++)
        {
            var until = buying.ExpectedPurchases(history, period);
            value += (until - before) / Math.Pow(1 + discount, period);
            before = until;
        }

        return value * spending.ExpectedSpend(history.Repeats, history.MeanSpend) * marginShare;
    }

    private static double Checked(double margin, double retention, double discount)
    {
        Require.Share(retention);
        Require.NotNegative(discount);
        if (retention >= 1 + discount)
            throw new ArgumentException("Who stays for ever at no discount is worth more than any sum.", nameof(discount));
        return Require.Finite(margin);
    }
}
