namespace Ting.Cli.Evaluation;

/// <summary>What was answered against what is right, for one field.</summary>
internal sealed class Confusion(IReadOnlyList<string> labels)
{
    private readonly int[,] _counts = new int[labels.Count, labels.Count];
    private readonly List<(double Confidence, bool Right)> _sure = [];

    public IReadOnlyList<string> Labels => labels;
    public int Total { get; private set; }

    public int this[int right, int answered] => _counts[right, answered];

    public void Add(string right, string answered, double? confidence = null)
    {
        var (row, column) = (Index(right), Index(answered));
        if (row < 0)
            return;
        Total++;
        if (column >= 0)
            _counts[row, column]++;
        if (confidence is { } sure)
            _sure.Add((sure, row == column));
    }

    public double Accuracy => Total == 0 ? 0 : Enumerable.Range(0, labels.Count).Sum(at => _counts[at, at]) / (double)Total;

    /// <summary>The share of the most frequent label: what always saying it would score.</summary>
    public double MajorityShare => Total == 0 ? 0 : Enumerable.Range(0, labels.Count).Max(Row) / (double)Total;

    /// <summary>The macro-F1 of always saying the most frequent label.</summary>
    public double MajorityMacroF1
    {
        get
        {
            var present = Enumerable.Range(0, labels.Count).Count(at => Row(at) > 0);
            return present == 0 ? 0 : 2 * MajorityShare / (1 + MajorityShare) / present;
        }
    }

    public double Precision(int label) => Column(label) == 0 ? 0 : _counts[label, label] / (double)Column(label);

    public double Recall(int label) => Row(label) == 0 ? 0 : _counts[label, label] / (double)Row(label);

    public double F1(int label) => Row(label) + Column(label) == 0 ? 0 : 2.0 * _counts[label, label] / (Row(label) + Column(label));

    /// <summary>The mean F1 of the labels that occur.</summary>
    public double MacroF1
    {
        get
        {
            int[] present = [.. Enumerable.Range(0, labels.Count).Where(at => Row(at) > 0)];
            return present.Length == 0 ? 0 : present.Average(F1);
        }
    }

    /// <summary>Cohen's κ (1960): agreement beyond chance.</summary>
    public double Kappa
    {
        get
        {
            if (Total == 0)
                return 0;
            var chance = Enumerable.Range(0, labels.Count).Sum(at => Row(at) * (double)Column(at)) / Total / Total;
            return chance >= 1 ? 0 : (Accuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Expected calibration error over ten bins (Guo and others 2017); null without confidences.</summary>
    public double? CalibrationError => _sure.Count == 0 ? null
        : _sure.GroupBy(it => Math.Min(9, (int)(it.Confidence * 10)))
            .Sum(bin => Math.Abs(bin.Average(it => it.Confidence) - bin.Average(it => it.Right ? 1.0 : 0.0)) * bin.Count()) / _sure.Count;

    public int Row(int label) => Enumerable.Range(0, labels.Count).Sum(at => _counts[label, at]);

    private int Column(int label) => Enumerable.Range(0, labels.Count).Sum(at => _counts[at, label]);

    private int Index(string label)
    {
        for (var at = 0; at < labels.Count; at++)
            if (string.Equals(labels[at], label, StringComparison.OrdinalIgnoreCase))
                return at;
        return -1;
    }
}
