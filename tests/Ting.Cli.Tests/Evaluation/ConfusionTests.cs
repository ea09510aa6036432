using Ting.Cli.Evaluation;

namespace Ting.Cli.Tests.Evaluation;

public sealed class ConfusionTests
{
    [Fact]
    public void The_figures_are_those_of_a_table_worked_by_hand()
    {
        var confusion = new Confusion(["a", "b"]);
        foreach (var (right, answered, times) in ((string, string, int)[])[("a", "a", 20), ("a", "b", 5), ("b", "a", 10), ("b", "b", 15)])
            for (var time = 0; time < times; time++)
                confusion.Add(right, answered);

        // Cohen (1960): observed .70, by chance .50
        Assert.Equal(0.70, confusion.Accuracy, 6);
        Assert.Equal(0.40, confusion.Kappa, 6);
        Assert.Equal(20 / 30.0, confusion.Precision(0), 6);
        Assert.Equal(20 / 25.0, confusion.Recall(0), 6);
        Assert.Equal(((40 / 55.0) + (30 / 45.0)) / 2, confusion.MacroF1, 6);
        Assert.Equal(0.5, confusion.MajorityShare, 6);
        Assert.Equal(1 / 3.0, confusion.MajorityMacroF1, 6);
    }

    [Fact]
    public void An_answer_withheld_counts_as_missed()
    {
        var confusion = new Confusion(["a", "b"]);
        confusion.Add("a", "");
        confusion.Add("b", "b");

        Assert.Equal(0.5, confusion.Accuracy, 6);
    }

    [Fact]
    public void Calibration_is_how_far_confidence_is_from_being_right()
    {
        var confusion = new Confusion(["a", "b"]);
        for (var at = 0; at < 10; at++)
            confusion.Add("a", at < 5 ? "a" : "b", 0.95);

        Assert.Equal(0.45, confusion.CalibrationError!.Value, 6);
    }
}
