namespace Ting.Measurement;

/// <summary>
/// A feature as a point instead of a class, which loses less (DuMouchel, Center for Quality of Management Journal 2, 1993). Present: like 4, must-be 2, neutral 0, live with −1,
/// dislike −2; absent: like −2, must-be −1, neutral 0, live with 2, dislike 4. The scales are lopsided because wanting is clearer than not wanting. Pairs that are
/// reverse or questionable are left out: they would pull the mean below 0, where it means nothing.
/// </summary>
/// <param name="Present">The mean over customers, −1 to 4; above 2 it attracts. Null when every pair was left out.</param>
/// <param name="Absent">The mean over customers, −1 to 4; above 2 it is required. Null when every pair was left out.</param>
/// <param name="Answers">How many count.</param>
/// <param name="LeftOut">How many were reverse or questionable.</param>
public sealed record KanoPosition(Interval? Present, Interval? Absent, int Answers, int LeftOut)
{
    /// <param name="answers">To the questions about one feature; not empty.</param>
    /// <exception cref="ArgumentException">No answers, or one that is none of the five.</exception>
    public static KanoPosition Of(IReadOnlyCollection<(KanoAnswer Present, KanoAnswer Absent)> answers)
    {
        Require.Some(answers);
        var counted = answers.Where(answer => Kano.Classify(answer.Present, answer.Absent) is not (KanoClass.Reverse or KanoClass.Questionable)).ToList();
        return counted.Count == 0
            ? new KanoPosition(null, null, 0, answers.Count)
            : new KanoPosition(
                Average.Of([.. counted.Select(answer => Functional(answer.Present))]).Within(-2, 4),
                Average.Of([.. counted.Select(answer => Dysfunctional(answer.Absent))]).Within(-2, 4),
                counted.Count,
                answers.Count - counted.Count);
    }

    private static double Functional(KanoAnswer answer) => answer switch { KanoAnswer.Like => 4, KanoAnswer.MustBe => 2, KanoAnswer.Neutral => 0, KanoAnswer.LiveWith => -1, _ => -2 };

    private static double Dysfunctional(KanoAnswer answer) => answer switch { KanoAnswer.Like => -2, KanoAnswer.MustBe => -1, KanoAnswer.Neutral => 0, KanoAnswer.LiveWith => 2, _ => 4 };
}
