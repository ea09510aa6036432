namespace Ting.Measurement;

/// <summary>The evaluation table of Kano's paired questions (Kano, Seraku, Takahashi, Tsuji, Hinshitsu 14, 1984; Berger and others, Center for Quality of Management Journal 2, 1993).</summary>
public static class Kano
{
    /// <param name="present">The answer to "if it were there".</param>
    /// <param name="absent">The answer to "if it were not there".</param>
    /// <exception cref="ArgumentException">An answer that is none of the five.</exception>
    public static KanoClass Classify(KanoAnswer present, KanoAnswer absent)
    {
        if (!Enum.IsDefined(present) || !Enum.IsDefined(absent))
            throw new ArgumentException($"{(int)present} and {(int)absent} are no pair of answers from 1 (like) to 5 (dislike).");
        return (present, absent) switch
        {
            (KanoAnswer.Like, KanoAnswer.Like) or (KanoAnswer.Dislike, KanoAnswer.Dislike) => KanoClass.Questionable,
            (KanoAnswer.Like, KanoAnswer.Dislike) => KanoClass.OneDimensional,
            (KanoAnswer.Like, _) => KanoClass.Attractive,
            (KanoAnswer.Dislike, _) or (_, KanoAnswer.Like) => KanoClass.Reverse,
            (_, KanoAnswer.Dislike) => KanoClass.MustBe,
            _ => KanoClass.Indifferent,
        };
    }

    /// <summary>All answers to the questions about one feature.</summary>
    /// <param name="answers">Not empty.</param>
    /// <exception cref="ArgumentException">No answers, or one that is none of the five.</exception>
    public static KanoCounts Count(IReadOnlyCollection<(KanoAnswer Present, KanoAnswer Absent)> answers)
    {
        Require.Some(answers);
        var counts = answers.CountBy(answer => Classify(answer.Present, answer.Absent)).ToDictionary();
        int Of(KanoClass it) => counts.GetValueOrDefault(it);
        return new KanoCounts(Of(KanoClass.MustBe), Of(KanoClass.OneDimensional), Of(KanoClass.Attractive), Of(KanoClass.Indifferent), Of(KanoClass.Reverse), Of(KanoClass.Questionable));
    }
}
