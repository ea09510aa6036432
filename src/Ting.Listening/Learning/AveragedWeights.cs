namespace Ting.Listening;

/// <summary>
/// Weights that AdaGrad moves (Duchi, Hazan and Singer 2011) and of which the mean over the later passes is kept
/// instead of the last ones (Polyak and Juditsky 1992).
/// </summary>
internal sealed class AveragedWeights
{
    private readonly float[] _sums;
    private int _passes;

    /// <param name="count">How many.</param>
    /// <param name="caution">What the sum of squared slopes begins with: more makes the first steps smaller.</param>
    public AveragedWeights(int count, float caution)
    {
        Now = new float[count];
        Squares = new float[count];
        _sums = new float[count];
        Array.Fill(Squares, caution);
    }

    public float[] Now { get; }

    /// <summary>Of all slopes so far, each weight's own.</summary>
    public float[] Squares { get; }

    /// <summary>A pass that counts for the mean is over.</summary>
    public void Remember()
    {
        _passes++;
        for (var at = 0; at < Now.Length; at++)
            _sums[at] += Now[at];
    }

    /// <summary>The mean of the passes takes the place of the last one.</summary>
    public void Settle()
    {
        for (var at = 0; at < Now.Length; at++)
            Now[at] = _sums[at] / _passes;
    }

    /// <summary>The first becomes the mean of all: what only chance taught one learner cancels out.</summary>
    public static void Mean(IReadOnlyList<AveragedWeights> all)
    {
        var mean = all[0].Now;
        for (var at = 0; at < mean.Length; at++)
        {
            var sum = 0f;
            foreach (var one in all)
                sum += one.Now[at];
            mean[at] = sum / all.Count;
        }
    }
}
