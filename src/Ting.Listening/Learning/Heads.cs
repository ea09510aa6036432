namespace Ting.Listening;

/// <summary>What the model answers, and where each answer stands among its outputs.</summary>
internal static class Heads
{
    public const int Emotion = 0;
    public const int Urgency = 9;
    public const int Need = 12;
    public const int CommunicationNeed = 17;
    public const int Complaint = 21;
    public const int Escalation = 22;
    public const int Count = 23;

    /// <summary>The heads with several answers of which one is right: first output, number of outputs.</summary>
    public static readonly (int First, int Size)[] Choices = [(Emotion, 9), (Urgency, 3), (Need, 5), (CommunicationNeed, 4)];

    /// <summary>How loud a group of pieces speaks: letters, words, cues.</summary>
    public static float GroupScale(int group) => group switch { 0 => 1.6f, 1 => 1f, 2 => 1.4f, _ => 0.7f };

    public static void Softmax(Span<double> scores)
    {
        var highest = double.MinValue;
        foreach (var score in scores)
            highest = Math.Max(highest, score);
        var sum = 0.0;
        foreach (ref var score in scores)
            sum += score = Math.Exp(score - highest);
        foreach (ref var score in scores)
            score /= sum;
    }

    public static double Logistic(double score) => 1 / (1 + Math.Exp(-score));
}
