namespace Ting.Measurement;

/// <summary>
/// The quality of service as the gap between what customers expect and what they perceive (Parasuraman, Zeithaml, Berry, Journal of Retailing 64, 1988).
/// Negatively worded items are turned round before anything is counted.
/// </summary>
public static class Servqual
{
    /// <param name="instrument">The questionnaire that was used.</param>
    /// <param name="responses">Complete ones; all with expectations or all without. Who left an item out is left out by the caller, who says how many.</param>
    /// <param name="weights">What the dimensions matter; null when that was not asked. Dimensions without items have to weigh nothing.</param>
    /// <param name="keepStraightLiners">Whether those who ticked the same everywhere count; they are named in either case.</param>
    /// <param name="seed">Of the bootstrap: the same seed gives the same intervals.</param>
    /// <param name="samples">Draws of the bootstrap; 100 or more.</param>
    /// <exception cref="ArgumentException">No response that counts, one with too few or too many answers, an answer off the scale, or weights for what was not asked.</exception>
    public static ServqualReport Measure(
        ServqualInstrument instrument, IReadOnlyList<ServqualResponse> responses, ServqualWeights? weights = null, bool keepStraightLiners = true, int seed = 1, int samples = Bootstrap.Samples)
    {
        Require.Some(responses);
        Require.AtLeast(samples, 100);
        Check(instrument, responses);
        int[] straight = [.. Enumerable.Range(0, responses.Count).Where(at =>
            instrument.IsStraightLine(responses[at].Perceptions) || responses[at].Expectations is { } expected && instrument.IsStraightLine(expected))];
        var counted = keepStraightLiners ? responses : [.. responses.Where((_, at) => Array.BinarySearch(straight, at) < 0)];
        if (counted.Count == 0)
            throw new ArgumentException("Everybody ticked the same answer everywhere: nothing is left to measure.", nameof(responses));

        var table = new ServqualTable(instrument, counted, seed, samples);
        var dimensions = instrument.Items.Select(item => item.Dimension).Distinct().Order().ToList();
        var shares = weights is null ? null : dimensions.ToDictionary(dimension => dimension, dimension => weights[dimension]);
        if (shares is not null && shares.Values.Sum() < 1 - 1e-9)
            throw new ArgumentException("A dimension that the instrument has no items for cannot weigh anything.", nameof(weights));

        var parts = dimensions.ToDictionary(dimension => dimension, dimension => Enumerable.Range(0, instrument.Items.Count).Where(item => instrument.Items[item].Dimension == dimension).ToArray());
        return new ServqualReport(
            counted.Count,
            straight,
            [.. instrument.Items.Select((item, at) => new ServqualReport.ItemScore(at + 1, item, table.Score([([at], 1)])))],
            [.. dimensions.Select(dimension => new ServqualReport.DimensionScore(dimension, table.Score([(parts[dimension], 1)]), table.Alpha(parts[dimension])))],
            table.Score([.. dimensions.Select(dimension => (parts[dimension], 1.0))]),
            shares is null ? null : table.Score([.. dimensions.Select(dimension => (parts[dimension], shares[dimension]))]));
    }

    private static void Check(ServqualInstrument instrument, IReadOnlyList<ServqualResponse> responses)
    {
        var asked = responses[0].Expectations is not null;
        for (var at = 0; at < responses.Count; at++)
        {
            var response = responses[at];
            if (response.Expectations is not null != asked)
                throw new ArgumentException($"Respondent {at + 1}: either all state expectations or none.", nameof(responses));
            Check(instrument, response.Perceptions, at);
            if (response.Expectations is { } expected)
                Check(instrument, expected, at);
        }
    }

    private static void Check(ServqualInstrument instrument, IReadOnlyList<int> answers, int respondent)
    {
        if (answers.Count != instrument.Items.Count)
            throw new ArgumentException($"Respondent {respondent + 1}: {instrument.Items.Count} answers are needed, {answers.Count} are given.", nameof(answers));
        for (var at = 0; at < answers.Count; at++)
            if (answers[at] < 1 || answers[at] > instrument.Points)
                throw new ArgumentException($"Respondent {respondent + 1}, item {at + 1}: {answers[at]} is not on the scale from 1 to {instrument.Points}.", nameof(answers));
    }
}
