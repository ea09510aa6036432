namespace Ting.Measurement;

/// <summary>
/// The answers after reversal, and the bootstrap's item means. Every figure of a report is a weighted mean of means of items, so that one set of draws serves them all
/// and the figures of one draw belong together.
/// </summary>
internal sealed class ServqualTable
{
    private readonly ServqualInstrument _instrument;
    private readonly IReadOnlyList<ServqualResponse> _responses;
    private readonly bool _hasExpectations;
    private readonly double[] _means;
    private readonly ResampledMeans? _draws;
    private readonly double[] _perceptions;
    private readonly double[] _expectations;
    private readonly double[] _gaps;

    public ServqualTable(ServqualInstrument instrument, IReadOnlyList<ServqualResponse> responses, int seed, int samples)
    {
        _instrument = instrument;
        _responses = responses;
        _hasExpectations = responses[0].Expectations is not null;
        _perceptions = new double[samples];
        _expectations = new double[samples];
        _gaps = new double[samples];

        var items = instrument.Items.Count;
        var columns = _hasExpectations ? 2 * items : items;
        var table = new float[responses.Count * columns];
        _means = new double[columns];
        for (var row = 0; row < responses.Count; row++)
        {
            var cells = table.AsSpan(row * columns, columns);
            var (perceived, expected) = (responses[row].Perceptions, responses[row].Expectations);
            for (var item = 0; item < items; item++)
            {
                cells[item] = instrument.Scored(item, perceived[item]);
                if (expected is not null)
                    cells[items + item] = instrument.Scored(item, expected[item]);
            }

            for (var column = 0; column < columns; column++)
                _means[column] += cells[column];
        }

        foreach (ref var mean in _means.AsSpan())
            mean /= responses.Count;
        _draws = responses.Count == 1 ? null : ResampledMeans.Of(table, columns, samples, seed);
    }

    /// <param name="parts">Groups of items with their weights: the figure is the weighted mean of the groups' means.</param>
    public ServqualScore Score(IReadOnlyList<(int[] Items, double Weight)> parts)
    {
        var items = _instrument.Items.Count;
        var perceived = Mean(parts, column => _means[column], 0);
        var expected = _hasExpectations ? Mean(parts, column => _means[column], items) : 0;
        if (_draws is null)
            return new ServqualScore(Bound(perceived), _hasExpectations ? Bound(expected) : null, _hasExpectations ? Bound(perceived - expected, isGap: true) : null);

        for (var draw = 0; draw < _gaps.Length; draw++)
        {
            _perceptions[draw] = Mean(parts, column => _draws[draw, column], 0);
            _expectations[draw] = _hasExpectations ? Mean(parts, column => _draws[draw, column], items) : 0;
            _gaps[draw] = _perceptions[draw] - _expectations[draw];
        }

        return new ServqualScore(
            Bootstrap.Bounds(perceived, _perceptions),
            _hasExpectations ? Bootstrap.Bounds(expected, _expectations) : null,
            _hasExpectations ? Bootstrap.Bounds(perceived - expected, _gaps) : null);
    }

    public double? Alpha(int[] items) => items.Length < 2 || _responses.Count < 2 ? null
        : CronbachAlpha.Of(_responses.Count, items.Length, (row, at) => _instrument.Scored(items[at], _responses[row].Perceptions[items[at]]));

    private static double Mean(IReadOnlyList<(int[] Items, double Weight)> parts, Func<int, double> mean, int offset)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var (items, weight) in parts)
        {
            var part = 0.0;
            foreach (var item in items)
                part += mean(offset + item);
            sum += weight * (part / items.Length);
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>One respondent alone leaves the whole scale open.</summary>
    private Interval Bound(double value, bool isGap = false) =>
        isGap ? new Interval(value, 1 - _instrument.Points, _instrument.Points - 1) : new Interval(value, 1, _instrument.Points);
}
