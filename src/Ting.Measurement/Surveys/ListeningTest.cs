namespace Ting.Measurement;

public enum ListeningBand { VeryPoor, Average, Excellent }

/// <summary>
/// The listening self-test: twenty statements about good listening, each answered A (always), B (mostly), C (occasionally) or D (almost never).
/// Its printed source gives A one point and D four, which would call a perfect listener very poor; counted the other way round, its bands hold.
/// </summary>
/// <param name="Points">20 to 80.</param>
/// <param name="Band">50 and below very poor, 51 to 69 average, 70 and above excellent.</param>
public readonly record struct ListeningTest(int Points, ListeningBand Band)
{
    public const int Statements = 20;

    private const int BestAnswer = 4;
    private const int VeryPoorUpTo = 50;
    private const int ExcellentFrom = 70;

    /// <param name="answers">Twenty letters from A to D.</param>
    /// <param name="asPrinted">Counts A as 1 and D as 4, as the source prints it; off unless somebody must compare with old results.</param>
    /// <exception cref="ArgumentException">Not twenty letters from A to D.</exception>
    public static ListeningTest Of(string answers, bool asPrinted = false)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (!IsComplete(answers))
            throw new ArgumentException($"Needs {Statements} answers from A to D.", nameof(answers));

        var points = answers.Sum(answer => asPrinted ? answer - 'A' + 1 : BestAnswer - (answer - 'A'));
        return new ListeningTest(points, points <= VeryPoorUpTo ? ListeningBand.VeryPoor : points >= ExcellentFrom ? ListeningBand.Excellent : ListeningBand.Average);
    }

    public static bool IsComplete(string answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return answers.Length == Statements && answers.All(answer => answer is >= 'A' and <= 'D');
    }
}
