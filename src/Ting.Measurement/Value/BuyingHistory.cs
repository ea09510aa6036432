namespace Ting.Measurement;

/// <summary>What a customer did since the first purchase, which is time 0. All times in the same unit, such as weeks.</summary>
public sealed record BuyingHistory
{
    /// <param name="repeats">Purchases after the first one; 0 or more.</param>
    /// <param name="last">When the last of them was; 0 without any, and at most the age.</param>
    /// <param name="age">How long the customer has been watched since the first purchase; above 0.</param>
    /// <param name="meanSpend">The mean of the repeats; above 0, and null when it is not known or there are none.</param>
    /// <exception cref="ArgumentException">A number outside its range, or repeats that do not go with the time of the last one.</exception>
    public BuyingHistory(int repeats, double last, double age, double? meanSpend = null)
    {
        Repeats = Require.AtLeast(repeats, 0);
        Last = Require.NotNegative(last);
        Age = Require.Positive(age);
        if (last > age)
            throw new ArgumentException("The last purchase cannot lie after the time until which the customer was watched.", nameof(last));
        if (repeats > 0 != last > 0)
            throw new ArgumentException("The last repeat lies after time 0 when there were repeats, and at time 0 when there were none.", nameof(last));
        MeanSpend = meanSpend is { } spend ? Require.Positive(spend, nameof(meanSpend)) : null;
    }

    public int Repeats { get; }
    public double Last { get; }
    public double Age { get; }
    public double? MeanSpend { get; }

    /// <summary>From single purchases; those of one day count as one, for they were one decision.</summary>
    /// <param name="purchases">Of one customer, in any order; not empty.</param>
    /// <param name="until">Until when the customer was watched: on or after the last purchase, and after the first.</param>
    /// <param name="days">The length of a period: 7 for weeks.</param>
    /// <exception cref="ArgumentException">No purchases, one after the end, or a first one on the last day.</exception>
    public static BuyingHistory Of(IReadOnlyCollection<(DateOnly Day, double Amount)> purchases, DateOnly until, double days = 7)
    {
        Require.Some(purchases);
        Require.Positive(days);
        var perDay = purchases.GroupBy(purchase => purchase.Day).Select(day => (Day: day.Key, Amount: day.Sum(purchase => purchase.Amount))).OrderBy(day => day.Day).ToList();
        var first = perDay[0].Day;
        var repeats = perDay.Count - 1;
        var spent = repeats == 0 ? 0 : perDay.Skip(1).Average(day => day.Amount);
        return new BuyingHistory(repeats, (perDay[^1].Day.DayNumber - first.DayNumber) / days, (until.DayNumber - first.DayNumber) / days, spent > 0 ? spent : null);
    }
}
