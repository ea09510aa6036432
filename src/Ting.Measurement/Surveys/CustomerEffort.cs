namespace Ting.Measurement;

/// <summary>
/// CES 2.0: agreement from 1 to 7 with "made it easy for me to handle my issue" (Dixon, Toman, DeLisi, The Effortless Experience, 2013).
/// The older score from 1 to 5 asks for effort and runs the other way; the two are never mixed.
/// </summary>
/// <param name="Mean">The mean answer, 1 to 7; one answer alone leaves the whole scale open.</param>
/// <param name="Easy">The share of 5, 6 and 7, 0 to 1.</param>
public readonly record struct CustomerEffort(Interval Mean, Interval Easy)
{
    /// <param name="answers">Each from 1 to 7; not empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No answers, or one off the scale.</exception>
    public static CustomerEffort Of(IReadOnlyCollection<int> answers)
    {
        foreach (var answer in answers)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(answer, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(answer, 7);
        }

        return new CustomerEffort(
            Average.Of([.. answers.Select(answer => (double)answer)]).Within(1, 7),
            Proportion.Wilson(answers.Count(answer => answer >= 5), answers.Count));
    }
}
