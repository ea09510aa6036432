namespace Ting.Measurement;

/// <summary>Somebody who was asked.</summary>
/// <param name="Known">What is known of everybody asked, such as the predicted satisfaction; as many finite numbers for each, in the same order.</param>
/// <param name="Answer">Null when no answer came.</param>
public sealed record Asked(IReadOnlyList<double> Known, double? Answer);

/// <summary>
/// What all who were asked would have answered, from those who did: each answer weighs as much as such people rarely answer (inverse response propensity;
/// Horvitz and Thompson, J. American Statistical Association 47, 1952; propensities by logistic regression after Rosenbaum and Rubin, Biometrika 70, 1983;
/// the mean is Hájek's). It corrects only for what is known; silence for other reasons stays in the figure.
/// </summary>
/// <param name="ResponseRate">Answers by people asked, with Wilson's interval.</param>
/// <param name="Plain">The mean of the answers as they are.</param>
/// <param name="Weighted">The mean with weights; its interval is the linearised one, unbounded with one answer.</param>
/// <param name="EffectiveAnswers">How many equal answers would tell as much (Kish, Survey Sampling, 1965): far fewer than answers mean that few people speak for many.</param>
/// <param name="Known">For each thing known: the mean of those who answered, of all, and of those who answered with weights. The last two should be close.</param>
public sealed record ResponseWeighting(Interval ResponseRate, Interval Plain, Interval Weighted, double EffectiveAnswers, IReadOnlyList<ResponseWeighting.Balance> Known)
{
    /// <summary>Nobody speaks for more than fifty.</summary>
    public const double LeastChance = 0.02;

    public sealed record Balance(double Answered, double All, double Weighted);

    /// <param name="asked">Not empty, and one of them has to have answered.</param>
    /// <exception cref="ArgumentException">Nobody asked, no answer, unequal lists of what is known, or what is no finite number.</exception>
    public static ResponseWeighting Of(IReadOnlyList<Asked> asked)
    {
        Require.Some(asked);
        foreach (var one in asked)
        {
            Require.SameCount(asked[0].Known.Count, one.Known.Count, "What is known of each");
            Require.Finite(one.Known, "what is known");
            if (one.Answer is { } answer)
                Require.Finite(answer, "An answer");
        }

        bool[] said = [.. asked.Select(one => one.Answer is not null)];
        var answers = said.Count(it => it);
        if (answers == 0)
            throw new ArgumentException("Nobody answered: there is nothing to weigh.", nameof(asked));

        double[] chances = answers == asked.Count || asked[0].Known.Count == 0
            ? [.. asked.Select(_ => answers / (double)asked.Count)]
            : LogisticRegression.Chances([.. asked.Select(one => one.Known)], said);
        var weighed = asked.Zip(chances, (one, chance) => (one.Known, one.Answer, Weight: 1 / Math.Max(LeastChance, chance))).Where(one => one.Answer is not null).ToList();
        var total = weighed.Sum(one => one.Weight);
        return new ResponseWeighting(
            Proportion.Wilson(answers, asked.Count),
            Average.Of([.. weighed.Select(one => one.Answer!.Value)]),
            Mean([.. weighed.Select(one => (one.Answer!.Value, one.Weight / total))]),
            total * total / weighed.Sum(one => one.Weight * one.Weight),
            [.. Enumerable.Range(0, asked[0].Known.Count).Select(at => new Balance(
                weighed.Average(one => one.Known[at]), asked.Average(one => one.Known[at]), weighed.Sum(one => one.Weight * one.Known[at]) / total))]);
    }

    /// <param name="answers">With weights that sum to 1.</param>
    private static Interval Mean(List<(double Answer, double Weight)> answers)
    {
        var mean = answers.Sum(one => one.Weight * one.Answer);
        if (answers.Count == 1)
            return Interval.Unbounded(mean);
        var variance = answers.Sum(one => Math.Pow(one.Weight * (one.Answer - mean), 2)) * answers.Count / (answers.Count - 1);
        var half = Average.Quantile(answers.Count - 1) * Math.Sqrt(variance);
        return new Interval(mean, mean - half, mean + half);
    }
}
