namespace Ting.Measurement.Tests;

public sealed class BootstrapTests
{
    private static readonly double[] Values = [.. Enumerable.Range(1, 200).Select(at => Math.Sin(at) * at)];

    [Fact]
    public void The_interval_of_a_mean_is_near_the_one_of_Student()
    {
        var drawn = Bootstrap.Of(Values, values => values.Average());
        var student = Average.Of(Values);

        Assert.Equal(student.Value, drawn.Value, 10);
        var width = student.High - student.Low;
        Assert.InRange(drawn.High - drawn.Low, 0.9 * width, 1.1 * width);
        Assert.InRange(drawn.Low, student.Low - 0.1 * width, student.Low + 0.1 * width);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bounds_and_another_gives_others()
    {
        Assert.Equal(Bootstrap.Of(Values, values => values.Max(), seed: 7), Bootstrap.Of(Values, values => values.Max(), seed: 7));
        Assert.NotEqual(Bootstrap.Of(Values, values => values.Average(), seed: 7), Bootstrap.Of(Values, values => values.Average(), seed: 8));
    }

    [Fact]
    public void Values_that_are_all_the_same_leave_no_doubt_and_one_alone_leaves_all()
    {
        Assert.Equal(new Interval(3, 3, 3), Bootstrap.Of([3.0, 3, 3], values => values.Average()));
        Assert.False(Bootstrap.Of([3.0], values => values.Average()).IsBounded);
    }

    [Fact]
    public void Nothing_few_draws_and_figures_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(Array.Empty<double>(), values => 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(Values, values => values.Average(), samples: 99));
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(Values, _ => double.NaN));
    }
}
