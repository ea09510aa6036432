namespace Ting.Measurement;

/// <summary>One filled-in questionnaire, as it was ticked: nothing reversed yet.</summary>
/// <param name="Perceptions">One answer for each item, from 1 to the points of the scale.</param>
/// <param name="Expectations">The same items about an excellent company; null when only perceptions were asked (SERVPERF).</param>
public sealed record ServqualResponse(IReadOnlyList<int> Perceptions, IReadOnlyList<int>? Expectations = null);

/// <summary>Means on the scale of the instrument, after reversal.</summary>
/// <param name="Perception">SERVPERF (Cronin and Taylor, Journal of Marketing 56, 1992). Shown always: difference scores are less reliable than what they are taken from (Brown, Churchill, Peter, Journal of Retailing 69, 1993).</param>
/// <param name="Expectation">Null when it was not asked.</param>
/// <param name="Gap">Perception less expectation: negative where service falls short. Null when expectations were not asked.</param>
public sealed record ServqualScore(Interval Perception, Interval? Expectation, Interval? Gap);

/// <summary>A survey with SERVQUAL, counted. Intervals are bootstrap ones over respondents.</summary>
/// <param name="Respondents">How many count.</param>
/// <param name="StraightLiners">Places, in the list given, of those who ticked the same everywhere.</param>
/// <param name="Items">In the order of the instrument.</param>
/// <param name="Dimensions">Those that the instrument has items for.</param>
/// <param name="Unweighted">The mean of the dimensions, not of the items: dimensions have different numbers of items.</param>
/// <param name="Weighted">By what customers say matters; null when that was not asked.</param>
public sealed record ServqualReport(
    int Respondents,
    IReadOnlyList<int> StraightLiners,
    IReadOnlyList<ServqualReport.ItemScore> Items,
    IReadOnlyList<ServqualReport.DimensionScore> Dimensions,
    ServqualScore Unweighted,
    ServqualScore? Weighted)
{
    /// <param name="Number">From 1.</param>
    /// <param name="Item">What it belongs to.</param>
    /// <param name="Score">Its means.</param>
    public sealed record ItemScore(int Number, ServqualItem Item, ServqualScore Score);

    /// <param name="Dimension">Which.</param>
    /// <param name="Score">The mean of its items.</param>
    /// <param name="Alpha">Cronbach's α of its perceptions; null with one item or where nobody differs.</param>
    public sealed record DimensionScore(ServqualDimension Dimension, ServqualScore Score, double? Alpha);
}
