using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

[Trait("req", "VAL-04")]
public sealed class RfmTests
{
    [Fact]
    public void Ten_customers_make_five_fifths_and_the_most_recent_gets_five()
    {
        var scores = Rfm.Score([.. Enumerable.Range(1, 10).Select(at => new RfmCustomer(at, at, 10 - at))]);

        Assert.Equal([5, 5, 4, 4, 3, 3, 2, 2, 1, 1], scores.Select(score => score.Recency));
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], scores.Select(score => score.Frequency));
        Assert.Equal([5, 5, 4, 4, 3, 3, 2, 2, 1, 1], scores.Select(score => score.Monetary));
    }

    [Fact]
    public void Equal_values_get_equal_scores_though_that_leaves_fifths_empty()
    {
        // seven of ten bought once: their middle is at 35 %, in the second fifth
        var scores = Rfm.Score([.. ((double[])[1, 1, 1, 1, 1, 1, 1, 2, 3, 4]).Select(bought => new RfmCustomer(0, bought, 0))]);

        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 4, 5, 5], scores.Select(score => score.Frequency));
        Assert.All(scores, score => Assert.Equal(3, score.Recency)); // all the same: nobody is better
    }

    [Fact]
    public void Nested_scores_compare_only_those_who_are_alike_before()
    {
        RfmCustomer[] customers = [.. Enumerable.Range(0, 10).Select(at => new RfmCustomer(at < 5 ? 1 : 100, at, 0))];

        var independent = Rfm.Score(customers);
        var nested = Rfm.Score(customers, RfmKind.Nested);

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], independent.Select(score => score.Frequency));
        Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], nested.Select(score => score.Frequency));
    }

    [Fact]
    public void Each_of_the_125_cells_has_a_name_and_each_name_a_cell()
    {
        var fifths = Enumerable.Range(1, 5).ToList();
        var cells = from recency in fifths from frequency in fifths from monetary in fifths select new RfmScore(recency, frequency, monetary).Segment;

        Assert.Equal(125, cells.Count());
        Assert.Equal(Enum.GetValues<RfmSegment>(), cells.Distinct().Order());
        Assert.Equal(RfmSegment.Champions, new RfmScore(5, 5, 5).Segment);
        Assert.Equal(RfmSegment.CannotLose, new RfmScore(1, 5, 5).Segment);
        Assert.Equal(RfmSegment.New, new RfmScore(5, 1, 3).Segment);
        Assert.Equal(RfmSegment.Lost, new RfmScore(1, 1, 1).Segment);
    }

    [Fact]
    public void Nobody_and_impossible_histories_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Rfm.Score([]));
        Assert.Throws<ArgumentException>(() => Rfm.Score([new(-1, 1, 1)]));
        Assert.Throws<ArgumentException>(() => Rfm.Score([new(1, double.NaN, 1)]));
    }

    [Fact]
    public void Who_buys_more_never_scores_less() => Prop.ForAll<byte[]>(bought =>
    {
        if (bought.Length == 0)
            return true;
        var scores = Rfm.Score([.. bought.Select(it => new RfmCustomer(it, it, it))]);
        return bought.Zip(scores).All(one => bought.Zip(scores).All(other =>
            one.First < other.First ? one.Second.Frequency <= other.Second.Frequency && one.Second.Recency >= other.Second.Recency
            : one.First > other.First || one.Second == other.Second));
    }).QuickCheckThrowOnFailure();
}
