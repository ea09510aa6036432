using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

[Trait("req", "SPC-01")]
public sealed class CorrelationTests
{
    [Fact]
    public void Five_pairs_worked_by_hand()
    {
        // x 1 2 3 4 5, y 2 1 4 3 5: Σxy′ = 8, Σx′² = Σy′² = 10
        var found = Correlation.Of([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]);

        Assert.Equal(5, found.Pairs);
        Assert.Equal(0.8, found.Coefficient!.Value.Value, 12);
        Assert.Equal(Math.Tanh(Math.Atanh(0.8) - 1.959964 / Math.Sqrt(2)), found.Coefficient.Value.Low, 6);
        Assert.Equal(Math.Tanh(Math.Atanh(0.8) + 1.959964 / Math.Sqrt(2)), found.Coefficient.Value.High, 6);
    }

    [Fact]
    public void What_follows_two_periods_later_is_found_there()
    {
        double?[] cause = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
        double?[] effect = [0, 0, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3];

        Assert.Equal(1, Correlation.Lagged(cause, effect, 2).Coefficient!.Value.Value, 12);
        Assert.Equal(10, Correlation.Lagged(cause, effect, 2).Pairs);
        Assert.True(Correlation.Lagged(cause, effect, 0).Coefficient!.Value.Value < 0.5);
        Assert.Equal(Correlation.Lagged(cause, effect, 2), Correlation.Lagged(effect, cause, -2));
    }

    [Fact]
    public void A_gap_takes_its_pair_away()
    {
        var found = Correlation.Of([1, null, 3, 4, 7], [2, 5, null, 4, 5]);

        Assert.Equal(3, found.Pairs);
        Assert.Equal((-1, 1), (found.Coefficient!.Value.Low, found.Coefficient.Value.High)); // three pairs say next to nothing
    }

    [Fact]
    public void It_is_not_defined_for_two_pairs_nor_where_nothing_changes()
    {
        Assert.Null(Correlation.Of([1, 2], [1, 2]).Coefficient);
        Assert.Null(Correlation.Of([], []).Coefficient);
        Assert.Null(Correlation.Of([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4]).Coefficient);
        Assert.Null(Correlation.Lagged([1, 2, 3], [1, 2, 3], 99).Coefficient);
    }

    [Fact]
    public void Different_lengths_and_what_is_no_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Correlation.Of([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlation.Of([1, 2, double.NaN], [1, 2, 3]));
    }

    [Fact]
    public void It_lies_between_minus_one_and_one_and_in_its_interval() => Prop.ForAll<(int X, int Y)[]>(pairs =>
    {
        var found = Correlation.Of([.. pairs.Select(pair => (double?)pair.X)], [.. pairs.Select(pair => (double?)pair.Y)]);
        return found.Coefficient is not { } r || r.Value is >= -1 and <= 1 && r.Low <= r.Value && r.Value <= r.High && r.Low >= -1 && r.High <= 1;
    }).QuickCheckThrowOnFailure();
}
