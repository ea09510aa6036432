namespace Ting.Measurement;

/// <summary>What the dimensions matter to customers. Not negative, together above 0; they are brought to 1.</summary>
public sealed class ServqualWeights
{
    private readonly Dictionary<ServqualDimension, double> _shares;

    /// <param name="points">Of the five dimensions, in the order of <see cref="ServqualDimension"/>; customers usually distribute 100.</param>
    /// <exception cref="ArgumentException">Not five, a negative one, one that is no finite number, or nothing but zeros.</exception>
    public ServqualWeights(IReadOnlyList<double> points)
    {
        var dimensions = Enum.GetValues<ServqualDimension>();
        Require.SameCount(dimensions.Length, points.Count, "Weights, one for each dimension");
        foreach (var weight in points)
            Require.NotNegative(weight, "A weight");
        var sum = points.Sum();
        if (!(sum > 0) || !double.IsFinite(sum))
            throw new ArgumentException("One of the weights has to be above 0.", nameof(points));
        _shares = dimensions.Zip(points).ToDictionary(pair => pair.First, pair => pair.Second / sum);
    }

    /// <summary>The mean of what several customers gave, each brought to 1 first, so that nobody counts more who gave more points.</summary>
    public static ServqualWeights Mean(IReadOnlyCollection<ServqualWeights> customers)
    {
        Require.Some(customers);
        return new ServqualWeights([.. Enum.GetValues<ServqualDimension>().Select(dimension => customers.Average(one => one[dimension]))]);
    }

    public double this[ServqualDimension dimension] => _shares[dimension];
}
