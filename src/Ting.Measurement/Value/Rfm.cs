namespace Ting.Measurement;

/// <summary>Whether each score divides all customers, or each later one only those who are alike in the ones before.</summary>
public enum RfmKind { Independent, Nested }

/// <summary>What a customer bought.</summary>
/// <param name="Recency">Time since the last purchase, in any unit; 0 or more.</param>
/// <param name="Frequency">Number of purchases; 0 or more.</param>
/// <param name="Monetary">What was spent, or earned with it; may be negative.</param>
public sealed record RfmCustomer(double Recency, double Frequency, double Monetary);

/// <summary>Quintiles from 1 to 5; 5 is recent, often, much.</summary>
public readonly record struct RfmScore(int Recency, int Frequency, int Monetary)
{
    /// <summary>What the score means in words.</summary>
    public RfmSegment Segment => (Recency, Frequency, Monetary) switch
    {
        ( >= 4, >= 4, >= 4) => RfmSegment.Champions,
        ( >= 4, 1, _) => RfmSegment.New,
        ( >= 3, >= 3, _) => RfmSegment.Loyal,
        ( >= 3, _, _) => RfmSegment.Promising,
        (_, >= 4, >= 4) => RfmSegment.CannotLose,
        (_, >= 3, _) or (_, _, >= 4) => RfmSegment.AtRisk,
        (2, _, _) => RfmSegment.Fading,
        _ => RfmSegment.Lost,
    };
}

/// <summary>
/// The 125 cells by name. Champions buy often, lately and much; loyal ones often; promising ones lately but seldom; new ones lately and for the first time; those one cannot afford to
/// lose bought often and much but long ago; those at risk often or much but long ago; fading ones little and some time ago; lost ones little and long ago.
/// </summary>
public enum RfmSegment { Champions, Loyal, Promising, New, CannotLose, AtRisk, Fading, Lost }

/// <summary>
/// Recency, frequency and monetary value by fifths (Hughes, Strategic Database Marketing, 1994). Equal values always get equal scores: a group of equal ones lies in the fifth where
/// its middle lies, so that with many equal values some scores may stay empty.
/// </summary>
public static class Rfm
{
    /// <param name="customers">Not empty.</param>
    /// <param name="kind">Nested: frequency is divided within each recency score, monetary value within each pair of the two.</param>
    /// <returns>The score of each customer, in the order given.</returns>
    /// <exception cref="ArgumentException">No customers, a negative recency or frequency, or what is no finite number.</exception>
    public static IReadOnlyList<RfmScore> Score(IReadOnlyList<RfmCustomer> customers, RfmKind kind = RfmKind.Independent)
    {
        Require.Some(customers);
        foreach (var customer in customers)
        {
            Require.NotNegative(customer.Recency, "Recency");
            Require.NotNegative(customer.Frequency, "Frequency");
            Require.Finite(customer.Monetary, "Monetary value");
        }

        var nested = kind == RfmKind.Nested;
        var recency = Fifths(customers, customer => -customer.Recency, _ => 0);
        var frequency = Fifths(customers, customer => customer.Frequency, at => nested ? recency[at] : 0);
        var monetary = Fifths(customers, customer => customer.Monetary, at => nested ? 10 * recency[at] + frequency[at] : 0);
        return [.. Enumerable.Range(0, customers.Count).Select(at => new RfmScore(recency[at], frequency[at], monetary[at]))];
    }

    private static int[] Fifths(IReadOnlyList<RfmCustomer> customers, Func<RfmCustomer, double> value, Func<int, int> group)
    {
        var scores = new int[customers.Count];
        foreach (var members in Enumerable.Range(0, customers.Count).GroupBy(group))
        {
            var below = 0;
            var count = members.Count();
            foreach (var equals in members.GroupBy(at => value(customers[at])).OrderBy(equals => equals.Key))
            {
                var same = equals.Count();
                var score = 1 + (int)(5 * (below + same / 2.0) / count);
                foreach (var at in equals)
                    scores[at] = Math.Min(5, score);
                below += same;
            }
        }

        return scores;
    }
}
