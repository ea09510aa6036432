namespace Ting.Measurement.Tests;

[Trait("req", "KANO-02")]
public sealed class KanoTests
{
    [Theory] // rows: present; columns: absent
    [InlineData(KanoAnswer.Like, "QAAAO")]
    [InlineData(KanoAnswer.MustBe, "RIIIM")]
    [InlineData(KanoAnswer.Neutral, "RIIIM")]
    [InlineData(KanoAnswer.LiveWith, "RIIIM")]
    [InlineData(KanoAnswer.Dislike, "RRRRQ")]
    public void The_table_is_the_printed_one(KanoAnswer present, string row) =>
        Assert.Equal(row, string.Concat(Enum.GetValues<KanoAnswer>().Select(absent => Kano.Classify(present, absent).ToString()[0])));

    [Fact]
    [Trait("req", "KANO-01")]
    public void Forty_attractive_thirty_one_dimensional_twenty_must_be_ten_indifferent_are_better_70_and_worse_50()
    {
        var counts = new KanoCounts(mustBe: 20, oneDimensional: 30, attractive: 40, indifferent: 10);

        Assert.Equal(0.70, counts.Better!.Value.Value, 12);
        Assert.Equal(-0.50, counts.Worse!.Value.Value, 12);
        Assert.InRange(counts.Worse.Value.Low, -0.6, -0.5);
        Assert.InRange(counts.Worse.Value.High, -0.5, -0.4);
        Assert.Equal(KanoClass.Attractive, counts.Class);
        Assert.Equal(KanoClass.OneDimensional, counts.Quadrant());
        Assert.Equal(KanoClass.MustBe, counts.Quadrant(better: 0.71));
        Assert.Equal(KanoClass.Attractive, counts.Quadrant(worse: 0.51));
        Assert.Equal(KanoClass.Indifferent, counts.Quadrant(0.71, 0.51));
    }

    [Fact]
    public void Ties_go_to_what_hurts_more_when_it_is_missing()
    {
        Assert.Equal(KanoClass.MustBe, new KanoCounts(10, 10, 10, 10).Class);
        Assert.Equal(KanoClass.OneDimensional, new KanoCounts(9, 10, 10, 10).Class);
        Assert.Equal(KanoClass.Attractive, new KanoCounts(9, 9, 10, 10).Class);
        Assert.Equal(KanoClass.Indifferent, new KanoCounts(9, 9, 9, 10, 10, 10).Class);
    }

    [Theory]
    [InlineData(60, 40, true)] // 20 ≥ 1.65 · √(100 · 100 / 200) = 11.67
    [InlineData(52, 48, false)] // 4 < 11.67
    public void The_first_class_is_clear_when_it_is_ahead_by_more_than_chance(int attractive, int indifferent, bool isClear) =>
        Assert.Equal(isClear, new KanoCounts(0, 0, attractive, indifferent).IsClear);

    [Fact]
    public void Where_those_who_care_are_as_many_as_the_rest_theirs_is_the_class()
    {
        Assert.Equal(KanoClass.Attractive, new KanoCounts(10, 15, 25, 40, 10, 0).ClassOfThoseWhoCare); // 50 care, 50 do not
        Assert.Equal(KanoClass.Indifferent, new KanoCounts(10, 14, 25, 41, 10, 0).ClassOfThoseWhoCare);
    }

    [Fact]
    public void Nothing_is_defined_where_everybody_contradicts_himself()
    {
        var counts = new KanoCounts(0, 0, 0, 0, 0, 5);

        Assert.Null(counts.Better);
        Assert.Null(counts.Worse);
        Assert.Null(counts.Quadrant());
        Assert.Null(KanoPosition.Of([(KanoAnswer.Like, KanoAnswer.Like)]).Present);
    }

    [Fact]
    public void The_continuous_position_leaves_reverse_and_questionable_pairs_out()
    {
        var position = KanoPosition.Of([(KanoAnswer.Like, KanoAnswer.Dislike), (KanoAnswer.MustBe, KanoAnswer.LiveWith), (KanoAnswer.Dislike, KanoAnswer.Like), (KanoAnswer.Like, KanoAnswer.Like)]);

        Assert.Equal((3, 3), (position.Present!.Value.Value, position.Absent!.Value.Value)); // (4 + 2)/2 and (4 + 2)/2
        Assert.Equal((2, 2), (position.Answers, position.LeftOut));
    }

    [Fact]
    public void Answers_are_counted_into_classes()
    {
        var counts = Kano.Count([(KanoAnswer.Like, KanoAnswer.Neutral), (KanoAnswer.Like, KanoAnswer.Dislike), (KanoAnswer.Dislike, KanoAnswer.Dislike)]);

        Assert.Equal((1, 1, 1, 3), (counts.Attractive, counts.OneDimensional, counts.Questionable, counts.Total));
    }

    [Fact]
    public void Nobody_and_answers_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Kano.Count([]));
        Assert.Throws<ArgumentException>(() => Kano.Classify((KanoAnswer)6, KanoAnswer.Like));
        Assert.Throws<ArgumentException>(() => new KanoCounts(0, 0, 0, 0));
        Assert.Throws<ArgumentException>(() => new KanoCounts(-1, 2, 0, 0));
    }
}
