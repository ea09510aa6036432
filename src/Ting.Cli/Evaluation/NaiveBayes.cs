using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>The simple baseline: multinomial naive Bayes over pairs of characters, one language at a time, add-one smoothed.</summary>
internal sealed class NaiveBayes
{
    private readonly Dictionary<string, double> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Label, string Piece), double> _counts = [];
    private readonly HashSet<string> _pieces = new(StringComparer.Ordinal);

    public static NaiveBayes Of(IEnumerable<(string Text, string Label)> examples)
    {
        var bayes = new NaiveBayes();
        foreach (var (text, label) in examples)
        {
            bayes._messages[label] = bayes._messages.GetValueOrDefault(label) + 1;
            foreach (var piece in Pieces(text))
            {
                bayes._pieces.Add(piece);
                bayes._all[label] = bayes._all.GetValueOrDefault(label) + 1;
                bayes._counts[(label, piece)] = bayes._counts.GetValueOrDefault((label, piece)) + 1;
            }
        }

        return bayes;
    }

    public string Answer(string text, Func<string, bool>? allowed = null)
    {
        string[] pieces = [.. Pieces(text).Where(_pieces.Contains)];
        return _messages.Keys.Where(label => allowed is null || allowed(label)).Order(StringComparer.Ordinal).MaxBy(label =>
            Math.Log(_messages[label]) + pieces.Sum(piece => Math.Log((_counts.GetValueOrDefault((label, piece)) + 1) / (_all.GetValueOrDefault(label) + _pieces.Count))))!;
    }

    /// <summary>The label of a field as the corpus gives it, or null.</summary>
    public static string? Label(LabelledMessage message, string field) => field switch
    {
        "emotion" => message.Emotion?.ToString(),
        "sentiment" => message.Emotion is { } emotion ? MessageScores.SentimentOf(emotion).ToString() : null,
        "urgency" => message.Urgency?.ToString(),
        "need" => message.Need?.ToString(),
        "communicationNeed" => message.CommunicationNeed?.ToString(),
        "complaint" => message.Complaint?.ToString(),
        _ => message.Escalation?.ToString(),
    };

    private static IEnumerable<string> Pieces(string text)
    {
        var folded = text.ToLowerInvariant();
        for (var at = 0; at + 2 <= folded.Length; at++)
            yield return folded.Substring(at, 2);
    }
}
