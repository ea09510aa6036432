namespace Ting.Measurement.Tests;

[Trait("req", "VAL-04")]
public sealed class BgNbdTests
{
    /// <summary>The parameters that Fader, Hardie and Lee print for the customers of CDNOW; time in weeks.</summary>
    private static readonly BgNbd Cdnow = new(0.243, 4.414, 0.793, 2.426);

    [Fact]
    public void A_customer_with_two_repeats_is_expected_to_buy_1_226_times_in_39_weeks() => // as the authors' own spreadsheet has it
        Assert.Equal(1.226, Cdnow.ExpectedPurchases(new BuyingHistory(2, 30.43, 38.86), 39), 3);

    [Theory] // the same spreadsheet, whose parameters have more digits than are printed
    [InlineData(0.1429, 0.0078)]
    [InlineData(1, 0.0532)]
    [InlineData(3, 0.1506)]
    [InlineData(31.8571, 1.0405)]
    [InlineData(32, 1.0437)]
    [InlineData(78, 1.8576)]
    public void A_new_customer_comes_back_as_often_as_the_authors_say(double weeks, double printed) =>
        Assert.Equal(printed, Cdnow.ExpectedPurchases(weeks), 0.003);

    [Theory] // with 30 digits, mpmath
    [InlineData(2, 30.43, -9.45860630707, 1.22602817477, 24.6445265547, 0.726578570081)]
    [InlineData(0, 0, -0.554713276438, 0.195098052011, 6.63392355744, 1)]
    [InlineData(12, 20.5, -26.4754608004, 0.166732216295, 2.6341841303, 0.0192556808461)]
    [InlineData(1, 1.71, -4.46909327503, 0.20318698708, 4.73677700133, 0.212100985377)]
    public void Likelihood_forecast_and_chance_hold_to_nine_digits(int repeats, double last, double likelihood, double year, double ages, double alive)
    {
        var history = new BuyingHistory(repeats, last, 38.86);

        Assert.Equal(likelihood, Cdnow.LogLikelihood([history]), 9);
        Assert.Equal(year, Cdnow.ExpectedPurchases(history, 39), 9);
        Assert.Equal(ages, Cdnow.ExpectedPurchases(history, 10_000), 8);
        Assert.Equal(alive, Cdnow.ChanceAlive(history), 9);
    }

    [Fact]
    public void Next_to_an_a_of_one_the_forecast_goes_on_smoothly()
    {
        var history = new BuyingHistory(2, 30.43, 38.86);

        Assert.Equal(1.10213678604, new BgNbd(0.243, 4.414, 1, 2.426).ExpectedPurchases(history, 39), 6);
        Assert.Equal(new BgNbd(0.243, 4.414, 1.0002, 2.426).ExpectedPurchases(history, 39), new BgNbd(0.243, 4.414, 1, 2.426).ExpectedPurchases(history, 39), 3);
    }

    [Fact]
    public void Fitting_finds_what_another_program_finds()
    {
        var histories = Histories();

        var model = BgNbd.Fit(histories);
        var spending = GammaGamma.Fit(histories);

        // scipy 1.10, Nelder-Mead to 1e-12, on the same 500 histories
        Assert.Equal(-5265.176767, model.LogLikelihood(histories), 5);
        Assert.Equal(0.929235, model.R, 4);
        Assert.Equal(2.597032, model.Alpha, 3);
        Assert.Equal(0.707454, model.A, 3);
        Assert.Equal(1.801648, model.B, 3);
        Assert.Equal(-1631.663611, spending.LogLikelihood(histories), 5);
        Assert.Equal(17.68095, spending.P, 0.02);
        Assert.Equal(3.163476, spending.Q, 3);
        Assert.Equal(2.081328, spending.Gamma, 0.003);
    }

    [Fact]
    public void Another_unit_of_time_changes_alpha_and_nothing_else()
    {
        var histories = Histories();

        var weeks = BgNbd.Fit(histories);
        var days = BgNbd.Fit([.. histories.Select(history => new BuyingHistory(history.Repeats, 7 * history.Last, 7 * history.Age))]);

        Assert.Equal(weeks.R, days.R, 4);
        Assert.Equal(7 * weeks.Alpha, days.Alpha, 2);
    }

    [Fact]
    public void Spending_lies_between_ones_own_mean_and_that_of_all()
    {
        var spending = new GammaGamma(6.25, 3.74, 15.44);

        Assert.Equal(-3.55131675973, spending.LogLikelihood([new BuyingHistory(2, 5, 10, 22.35)]), 9);
        Assert.Equal(24.6637139108, spending.ExpectedSpend(2, 22.35), 9);
        Assert.Equal(35.2189781022, spending.ExpectedSpend(0, null), 9);
        Assert.Equal(100, spending.ExpectedSpend(10_000, 100), 1);
    }

    [Fact]
    public void Purchases_of_one_day_are_one_and_the_first_is_no_repeat()
    {
        var history = BuyingHistory.Of([(new DateOnly(2026, 3, 15), 30), (new DateOnly(2026, 3, 1), 99), (new DateOnly(2026, 3, 8), 5), (new DateOnly(2026, 3, 8), 5)], new DateOnly(2026, 3, 29));

        Assert.Equal((2, 2.0, 4.0, 20.0), (history.Repeats, history.Last, history.Age, history.MeanSpend!.Value));
    }

    [Fact]
    public void Too_little_and_impossible_histories_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([new BuyingHistory(1, 1, 2)]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([.. Enumerable.Repeat(new BuyingHistory(0, 0, 9), 20)]));
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([.. Enumerable.Repeat(new BuyingHistory(1, 1, 9, 5), 20)]));
        Assert.Throws<ArgumentException>(() => new BuyingHistory(1, 5, 4));
        Assert.Throws<ArgumentException>(() => new BuyingHistory(0, 2, 4));
        Assert.Throws<ArgumentException>(() => new BuyingHistory(1, 2, 4, 0));
        Assert.Throws<ArgumentException>(() => new BgNbd(0, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new GammaGamma(1, 0.5, 1).ExpectedSpend(0, null));
        Assert.Throws<ArgumentException>(() => new GammaGamma(1, 2, 1).ExpectedSpend(3, null));
        Assert.Throws<ArgumentException>(() => Cdnow.ExpectedPurchases(new BuyingHistory(0, 0, 9), -1));
    }

    /// <summary>500 customers of the model's own kind, drawn with the generator of the C standard's example, so that another program can draw the same.</summary>
    private static List<BuyingHistory> Histories()
    {
        var state = 12345L;
        return [.. Enumerable.Range(0, 500).Select(_ => History())];

        double Share()
        {
            state = (1103515245 * state + 12345) % 2147483648;
            return (state + 0.5) / 2147483648;
        }

        BuyingHistory History()
        {
            var rate = -Math.Log(Share()) / 3;
            var leaves = 1 - Math.Pow(Share(), 1 / 2.5);
            var age = 30 + 10 * Share();
            var (time, repeats, last) = (0.0, 0, 0.0);
            while (true)
            {
                time -= Math.Log(Share()) / rate;
                if (time > age)
                    break;
                repeats++;
                last = time;
                if (Share() < leaves)
                    break;
            }

            if (repeats == 0)
                return new BuyingHistory(0, 0, age);
            var level = 5 - 12 * Math.Log(Share());
            return new BuyingHistory(repeats, last, age, Enumerable.Range(0, repeats).Select(_ => level * (0.5 + Share())).Average());
        }
    }
}
