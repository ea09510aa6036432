using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

public sealed class AgreementTests
{
    /// <summary>Four graders, twelve units.</summary>
    private static readonly Ratings Example = new(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
        [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ]);

    [Fact]
    public void Cronbachs_alpha_of_five_rows_is_9184()
    {
        Assert.Equal(0.9184, CronbachAlpha.Of([[4, 5, 4], [3, 3, 4], [5, 5, 5], [2, 3, 2], [4, 4, 5]])!.Value, 4);
    }

    [Fact]
    public void Cronbachs_alpha_is_one_for_items_that_say_the_same_and_not_defined_where_nobody_differs()
    {
        Assert.Equal(1, CronbachAlpha.Of([[1, 1, 1], [4, 4, 4], [2, 2, 2]])!.Value, 12);
        Assert.Null(CronbachAlpha.Of([[3, 3], [3, 3], [3, 3]]));
        Assert.Null(CronbachAlpha.Of([[0.1, 0.2, 0.3], [0.1, 0.2, 0.3], [0.1, 0.2, 0.3]]));
        Assert.Throws<ArgumentException>(() => CronbachAlpha.Of([[1, 2]]));
        Assert.Throws<ArgumentException>(() => CronbachAlpha.Of([[1], [2]]));
        Assert.Throws<ArgumentException>(() => CronbachAlpha.Of([[1, 2], [1]]));
        Assert.Throws<ArgumentException>(() => CronbachAlpha.Of([[1, 2], [1, double.NaN]]));
    }

    [Fact]
    public void Cohens_kappa_of_the_printed_table_is_40()
    {
        var kappa = CohenKappa.Of([[20, 5], [10, 15]]);

        Assert.Equal(0.70, kappa.Observed, 12);
        Assert.Equal(0.50, kappa.Expected, 12);
        Assert.Equal(0.40, kappa.Kappa!.Value, 12);
        Assert.Equal(50, kappa.Units);
    }

    [Fact]
    public void Weights_forgive_near_misses()
    {
        // near misses only: weighted by squares each counts 3/4
        int[][] table = [[10, 5, 0], [5, 10, 5], [0, 5, 10]];

        var plain = CohenKappa.Of(table);
        var squared = CohenKappa.Of(table, KappaWeights.Quadratic);

        Assert.Equal(0.6, plain.Observed, 12);
        Assert.Equal(0.6 + 0.4 * 0.75, squared.Observed, 12);
        Assert.True(plain.Kappa < CohenKappa.Of(table, KappaWeights.Linear).Kappa && CohenKappa.Of(table, KappaWeights.Linear).Kappa < squared.Kappa);
        Assert.Equal(CohenKappa.Of([[20, 5], [10, 15]]).Kappa, CohenKappa.Of([[20, 5], [10, 15]], KappaWeights.Quadratic).Kappa); // two categories: a miss is a miss
    }

    [Fact]
    public void A_constant_answer_on_a_skewed_category_agrees_often_and_has_no_kappa_to_show()
    {
        var kappa = CohenKappa.Of([[90, 0], [10, 0]]);

        Assert.Equal(0.9, kappa.Observed, 12);
        Assert.Equal(0, kappa.Kappa!.Value, 12);
        Assert.Null(CohenKappa.Of([[30, 0], [0, 0]]).Kappa);
        Assert.Null(CohenKappa.Of([[0, 0, 0], [0, 7, 0], [0, 0, 0]], KappaWeights.Quadratic).Kappa);
    }

    [Fact]
    public void Tables_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([[1]]));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([[1, 2], [3]]));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([[0, 0], [0, 0]]));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([[-1, 0], [0, 2]]));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([0, 2], [0, 1], 2));
    }

    [Theory]
    [InlineData(RatingMetric.Nominal, .743)]
    [InlineData(RatingMetric.Ordinal, .815)]
    [InlineData(RatingMetric.Interval, .849)]
    [InlineData(RatingMetric.Ratio, .797)]
    public void Krippendorffs_alpha_of_four_graders_and_twelve_units_is_the_printed_one(RatingMetric metric, double printed)
    {
        var alpha = KrippendorffAlpha.Of(Example, metric);

        Assert.Equal(printed, alpha.Alpha!.Value, 3);
        Assert.Equal((11, 40), (alpha.Units, alpha.Ratings)); // the twelfth unit has one rating
        Assert.Equal(printed >= 0.8 ? AgreementStanding.Accepted : AgreementStanding.Tentative, alpha.Standing);
        var interval = KrippendorffAlpha.Interval(Example, metric)!.Value;
        Assert.InRange(alpha.Alpha.Value, interval.Low, interval.High);
    }

    [Fact]
    public void Krippendorffs_alpha_is_not_defined_where_nothing_could_differ()
    {
        Assert.Null(KrippendorffAlpha.Of(new Ratings([[2, 2, 2], [2, 2, 2]]), RatingMetric.Nominal).Alpha);
        Assert.Null(KrippendorffAlpha.Of(new Ratings([[1, null], [null, 2]]), RatingMetric.Interval).Alpha);
        Assert.Null(KrippendorffAlpha.Of(new Ratings([[1, null], [null, 2]]), RatingMetric.Interval).Standing);
        Assert.Null(KrippendorffAlpha.Interval(new Ratings([[1, null], [null, 2]]), RatingMetric.Interval));
        Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Of(new Ratings([[-1, 2], [1, 2]]), RatingMetric.Ratio));
    }

    [Fact]
    public void Gwets_AC1_of_the_same_ratings_is_the_one_of_his_own_program()
    {
        var ac1 = GwetAc1.Of(Example); // irrCAC prints pa .81818, pe .19032, AC1 .77544

        Assert.Equal(.81818, ac1.Observed!.Value, 5);
        Assert.Equal(.19032, ac1.Expected, 5);
        Assert.Equal(.77544, ac1.Ac1!.Value, 5);
        Assert.Equal(5, ac1.Categories);
    }

    [Fact]
    public void AC1_holds_where_kappa_collapses()
    {
        // 90 and 10: both say yes to 118 of 125, each differs from the other on a few
        double?[] first = [.. Enumerable.Repeat<double?>(1, 118), .. Enumerable.Repeat<double?>(1, 5), .. Enumerable.Repeat<double?>(0, 2)];
        double?[] second = [.. Enumerable.Repeat<double?>(1, 118), .. Enumerable.Repeat<double?>(0, 5), .. Enumerable.Repeat<double?>(1, 2)];

        Assert.Equal(.9408, GwetAc1.Of(new Ratings([first, second])).Ac1!.Value, 3);
        Assert.True(KrippendorffAlpha.Of(new Ratings([first, second]), RatingMetric.Nominal).Alpha < 0);
        Assert.Null(GwetAc1.Of(new Ratings([[1, null], [null, 2]])).Ac1);
        Assert.Throws<ArgumentException>(() => GwetAc1.Of(Example, categories: 3));
        Assert.Throws<ArgumentException>(() => GwetAc1.Of(new Ratings([[null], [null]])));
    }

    [Fact]
    public void A_lenient_grader_stands_out()
    {
        var graders = GraderBias.Of(new Ratings([[4, 5, 3, 5], [3, 4, 2, 4], [3, 4, 2, null], [null, null, null, null]]));

        Assert.Equal(1, graders[0].Bias!.Value.Value, 12);
        Assert.Equal(1, graders[0].MeanAbsoluteError!.Value, 12);
        Assert.Equal(4, graders[0].Units);
        Assert.Equal((-0.5 - 0.5 - 0.5 - 1) / 4, graders[1].Bias!.Value.Value, 12);
        Assert.Equal((null, null, 0), (graders[3].Bias, graders[3].MeanAbsoluteError, graders[3].Units));
    }

    [Fact]
    public void Ratings_need_two_graders_and_numbers()
    {
        Assert.Throws<ArgumentException>(() => new Ratings([[1, 2]]));
        Assert.Throws<ArgumentException>(() => new Ratings([[1, 2], [1]]));
        Assert.Throws<ArgumentException>(() => new Ratings([[], []]));
        Assert.Throws<ArgumentException>(() => new Ratings([[1, double.NaN], [1, 2]]));
    }

    [Fact]
    public void Perfect_agreement_is_one_by_every_measure() => Prop.ForAll<PositiveInt[]>(scores =>
    {
        double?[] grader = [.. scores.Select(score => (double?)score.Get), 1, 2];
        var ratings = new Ratings([grader, grader, grader]);
        return Enum.GetValues<RatingMetric>().All(metric => KrippendorffAlpha.Of(ratings, metric).Alpha == 1)
            && Math.Abs(GwetAc1.Of(ratings).Ac1!.Value - 1) < 1e-12 && ratings.RawAgreement == 1
            && GraderBias.Of(ratings).All(it => Math.Abs(it.Bias!.Value.Value) < 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Agreement_is_at_most_one_and_does_not_ask_who_is_first() => Prop.ForAll<(byte One, byte Other)[]>(pairs =>
    {
        double?[] one = [.. pairs.Select(pair => (double?)(pair.One % 4)), 0, 1];
        double?[] other = [.. pairs.Select(pair => (double?)(pair.Other % 4)), 1, 1];
        return Enum.GetValues<RatingMetric>().All(metric =>
        {
            var alpha = KrippendorffAlpha.Of(new Ratings([one, other]), metric).Alpha!.Value;
            return alpha <= 1 && Math.Abs(alpha - KrippendorffAlpha.Of(new Ratings([other, one]), metric).Alpha!.Value) < 1e-9;
        });
    }).QuickCheckThrowOnFailure();
}
