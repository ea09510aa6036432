namespace Ting.Cli.Evaluation;

/// <summary>Findings counted over their categories: found rightly, found wrongly, missed.</summary>
internal sealed class CategoryTally
{
    private readonly SortedDictionary<string, (int Hit, int Extra, int Missed)> _of = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (int Hit, int Extra, int Missed)> Of => _of;

    public double? Precision => Share((hit, extra, _) => (hit, hit + extra));
    public double? Recall => Share((hit, _, missed) => (hit, hit + missed));
    public double? F1 => Share((hit, extra, missed) => (2 * hit, (2 * hit) + extra + missed));

    public void Add(IReadOnlySet<string> right, IReadOnlySet<string> said)
    {
        foreach (var category in right.Union(said))
        {
            var (hit, extra, missed) = _of.GetValueOrDefault(category);
            var (isRight, isSaid) = (right.Contains(category), said.Contains(category));
            _of[category] = (hit + (isRight && isSaid ? 1 : 0), extra + (isRight ? 0 : 1), missed + (isSaid ? 0 : 1));
        }
    }

    private double? Share(Func<int, int, int, (int Part, int Whole)> of)
    {
        var (part, whole) = of(_of.Values.Sum(it => it.Hit), _of.Values.Sum(it => it.Extra), _of.Values.Sum(it => it.Missed));
        return whole == 0 ? null : part / (double)whole;
    }
}
