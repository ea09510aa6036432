namespace Ting.Measurement.Tests;

public sealed class ServqualTests
{
    private static readonly int[] Negative = [10, 11, 12, 13, 18, 19, 20, 21, 22];

    /// <summary>The best there is: 7 on what is worded positively, 1 on what is worded negatively.</summary>
    private static readonly int[] Perfect = [.. Enumerable.Range(1, 22).Select(item => Negative.Contains(item) ? 1 : 7)];

    [Fact]
    [Trait("req", "TRAP-03")]
    [Trait("req", "SQ-09")]
    public void Sevens_on_positive_and_ones_on_negative_items_are_seven_in_every_dimension()
    {
        var report = Servqual.Measure(ServqualInstrument.Classic, [new ServqualResponse(Perfect)]);

        Assert.Equal(4.545, Perfect.Average(), 3); // what averaging without reversal would say
        Assert.Equal(5, report.Dimensions.Count);
        Assert.All(report.Dimensions, dimension => Assert.Equal(7.0, dimension.Score.Perception.Value));
        Assert.Equal(7.0, report.Unweighted.Perception.Value);
    }

    [Fact]
    [Trait("req", "SQ-06")]
    [Trait("req", "TRAP-11")]
    public void Twenty_two_items_lie_in_five_dimensions_and_nine_are_worded_negatively()
    {
        var items = ServqualInstrument.Classic.Items;

        Assert.Equal([4, 5, 4, 4, 5], items.GroupBy(item => item.Dimension).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal(Negative, Enumerable.Range(1, 22).Where(number => items[number - 1].IsReversed));
        Assert.DoesNotContain(ServqualInstrument.Revised.Items, item => item.IsReversed);
    }

    [Fact]
    public void Gaps_are_perception_less_expectation_and_the_total_is_the_mean_of_dimensions()
    {
        // scored gaps: tangibles −1 on each item, reliability −2, the others 0
        int[] expected = Perfect;
        int[] perceived = [.. Perfect];
        for (var item = 0; item < 9; item++)
            perceived[item] -= item < 4 ? 1 : 2;

        var report = Servqual.Measure(ServqualInstrument.Classic, [new(perceived, expected), new(perceived, expected)], new ServqualWeights([10, 50, 20, 10, 10]));

        Assert.Equal([-1, -2, 0, 0, 0], report.Dimensions.Select(dimension => dimension.Score.Gap!.Value.Value));
        Assert.Equal(-0.6, report.Unweighted.Gap!.Value.Value, 12); // not −14/22
        Assert.Equal(-1.1, report.Weighted!.Gap!.Value.Value, 12);
        Assert.Equal(new Interval(-2, -2, -2), report.Items[4].Score.Gap); // both say the same: no doubt within the sample
    }

    [Fact]
    public void A_negatively_worded_item_that_is_agreed_with_more_makes_the_gap_worse()
    {
        int[] perceived = [.. Perfect];
        perceived[9] = 4; // "cannot be expected to tell the exact time"

        var item = Servqual.Measure(ServqualInstrument.Classic, [new(perceived, Perfect)]).Items[9].Score;

        Assert.Equal((4, 7, -3), (item.Perception.Value, item.Expectation!.Value.Value, item.Gap!.Value.Value));
    }

    [Fact]
    public void Without_expectations_there_is_servperf_alone()
    {
        var report = Servqual.Measure(ServqualInstrument.Classic, [new ServqualResponse(Perfect)]);

        Assert.Null(report.Unweighted.Gap);
        Assert.Null(report.Unweighted.Expectation);
        Assert.Equal(new Interval(7, 1, 7), report.Unweighted.Perception); // one respondent leaves the scale open
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(1, true)]
    [InlineData(4, false)] // neutral everywhere is possible
    public void The_same_answer_everywhere_is_flagged_unless_it_is_neutral(int answer, bool isFlagged)
    {
        int[] line = [.. Enumerable.Repeat(answer, 22)];

        var report = Servqual.Measure(ServqualInstrument.Classic, [new(Perfect, Perfect), new(line, Perfect), new(Perfect, line)]);

        Assert.Equal(isFlagged ? [1, 2] : [], report.StraightLiners);
        Assert.Equal(3, report.Respondents);
        Assert.False(ServqualInstrument.Revised.IsStraightLine(line));
    }

    [Fact]
    public void Straight_liners_can_be_left_out()
    {
        int[] line = [.. Enumerable.Repeat(7, 22)];

        var report = Servqual.Measure(ServqualInstrument.Classic, [new(Perfect), new(line)], keepStraightLiners: false);

        Assert.Equal((1, 7.0), (report.Respondents, report.Unweighted.Perception.Value));
        Assert.Throws<ArgumentException>(() => Servqual.Measure(ServqualInstrument.Classic, [new(line)], keepStraightLiners: false));
    }

    [Fact]
    public void Bootstrap_intervals_are_near_those_of_Student_and_the_same_for_the_same_seed()
    {
        var responses = Panel(400);

        var report = Servqual.Measure(ServqualInstrument.Classic, responses, seed: 3);
        var again = Servqual.Measure(ServqualInstrument.Classic, responses, seed: 3);

        var item = report.Items[0].Score.Gap!.Value;
        var student = Average.Of([.. responses.Select(response => (double)(response.Perceptions[0] - response.Expectations![0]))]);
        Assert.Equal(student.Value, item.Value, 10);
        Assert.InRange((item.High - item.Low) / (student.High - student.Low), 0.9, 1.1);
        Assert.Equal(report.Items.Select(it => it.Score), again.Items.Select(it => it.Score));
        var tangibles = report.Dimensions[0].Score.Gap!.Value;
        Assert.True(tangibles.High - tangibles.Low < item.High - item.Low); // four items tell more than one
        Assert.All(report.Dimensions, dimension => Assert.NotNull(dimension.Alpha));
    }

    [Fact]
    [Trait("req", "SQ-08")]
    public void A_short_form_shows_the_dimensions_it_asks_about()
    {
        var form = new ServqualInstrument([new(ServqualDimension.Reliability, false), new(ServqualDimension.Empathy, true)], points: 5);

        var report = Servqual.Measure(form, [new([4, 2])], new ServqualWeights([0, 75, 0, 0, 25]));

        Assert.Equal([ServqualDimension.Reliability, ServqualDimension.Empathy], report.Dimensions.Select(it => it.Dimension));
        Assert.Equal([4, 4], report.Dimensions.Select(it => it.Score.Perception.Value));
        Assert.All(report.Dimensions, dimension => Assert.Null(dimension.Alpha));
        Assert.Throws<ArgumentException>(() => Servqual.Measure(form, [new([4, 2])], new ServqualWeights([20, 20, 20, 20, 20])));
    }

    [Fact]
    public void Weights_are_brought_to_one_and_averaged_by_customer()
    {
        var mean = ServqualWeights.Mean([new([100, 0, 0, 0, 0]), new([0, 1, 1, 0, 0])]);

        Assert.Equal(0.5, mean[ServqualDimension.Tangibles]);
        Assert.Equal(0.25, mean[ServqualDimension.Reliability]);
        Assert.Throws<ArgumentException>(() => new ServqualWeights([0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new ServqualWeights([-1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new ServqualWeights([1, 1, 1, 1]));
    }

    [Fact]
    public void Nobody_missing_items_and_answers_off_the_scale_are_refused_by_name()
    {
        Assert.Throws<ArgumentException>(() => Servqual.Measure(ServqualInstrument.Classic, []));
        Assert.Throws<ArgumentException>(() => Servqual.Measure(ServqualInstrument.Classic, [new([1, 2, 3])]));
        Assert.Throws<ArgumentException>(() => Servqual.Measure(ServqualInstrument.Classic, [new(Perfect), new(Perfect, Perfect)]));
        int[] eight = [.. Perfect];
        eight[4] = 8;
        var refused = Assert.Throws<ArgumentException>(() => Servqual.Measure(ServqualInstrument.Classic, [new(Perfect), new(eight)]));
        Assert.Contains("Respondent 2, item 5", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ServqualInstrument([new(ServqualDimension.Empathy, false)], points: 1));
    }

    private static List<ServqualResponse> Panel(int respondents) =>
        [.. Enumerable.Range(0, respondents).Select(row => new ServqualResponse([.. Enumerable.Range(0, 22).Select(item => Answer(row, item, 0))], [.. Enumerable.Range(0, 22).Select(item => Answer(row, item, 1))]))];

    private static int Answer(int row, int item, int form) => 1 + (row * (31 + 5 * form) + item * 17 + form + row / 3 * item) % 7;
}
