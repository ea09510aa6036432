using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>How well readings agree with labelled messages, field by field and language by language.</summary>
internal sealed class MessageScores
{
    private readonly SortedDictionary<(string Language, string Field), Confusion> _fields = [];

    public static readonly string[] Fields = ["emotion", "sentiment", "urgency", "complaint", "escalation", "need", "communicationNeed"];

    public static MessageScores Of(IEnumerable<CorpusItem> items, MessageModel model)
    {
        var scores = new MessageScores();
        foreach (var item in items)
            scores.Add(item.Message, Listener.Read(item.Message.Text, item.Message.Language, model));
        return scores;
    }

    /// <summary>What the simple baseline scores, learned and tested on the same messages.</summary>
    public static MessageScores OfBaseline(IReadOnlyList<CorpusItem> learned, IReadOnlyList<CorpusItem> tested)
    {
        var scores = new MessageScores();
        foreach (var language in tested.GroupBy(item => item.Message.Language))
            foreach (var field in Fields)
            {
                var bayes = NaiveBayes.Of(learned.Where(item => item.Message.Language == language.Key).Select(item => (item.Message.Text, Label: NaiveBayes.Label(item.Message, field)))
                    .Where(it => it.Label is not null).Select(it => (it.Text, it.Label!)));
                var confusion = new Confusion(LabelsOf(field));
                foreach (var item in language)
                    if (NaiveBayes.Label(item.Message, field) is { } right)
                        confusion.Add(right, bayes.Answer(item.Message.Text));
                scores._fields.Add((language.Key, field), confusion);
            }

        return scores;
    }

    public Confusion? this[string language, string field] => _fields.GetValueOrDefault((language, field));

    public IEnumerable<string> Languages => _fields.Keys.Select(key => key.Language).Distinct();

    public void Add(LabelledMessage right, Reading reading)
    {
        Add<Emotion>("emotion", right.Emotion, reading.Emotion);
        Add<Sentiment>("sentiment", right.Emotion is { } felt ? SentimentOf(felt) : null, reading.Sentiment);
        Add<Urgency>("urgency", right.Urgency, reading.Urgency);
        Add("need", right.Need, reading.Need);
        Add("communicationNeed", right.CommunicationNeed, reading.CommunicationNeed);
        Truth("complaint", right.Complaint, reading.Complaint);
        Truth("escalation", right.Escalation, reading.Escalation);

        void Add<T>(string field, T? label, T? answer) where T : struct, Enum
        {
            if (label is not null)
                Field(field, Enum.GetNames<T>()).Add(label.Value.ToString(), answer?.ToString() ?? "", Sure(field));
        }

        void Truth(string field, bool? label, bool answer)
        {
            if (label is not null)
                Field(field, ["False", "True"]).Add(label.Value.ToString(), answer.ToString(), Sure(field));
        }

        double? Sure(string field) => reading.Confidence.TryGetValue(field, out var sure) ? sure : null;

        Confusion Field(string field, string[] labels)
        {
            if (!_fields.TryGetValue((right.Language, field), out var confusion))
                _fields.Add((right.Language, field), confusion = new Confusion(labels));
            return confusion;
        }
    }

    private static string[] LabelsOf(string field) => field switch
    {
        "emotion" => Enum.GetNames<Emotion>(),
        "sentiment" => Enum.GetNames<Sentiment>(),
        "urgency" => Enum.GetNames<Urgency>(),
        "need" => Enum.GetNames<Need>(),
        "communicationNeed" => Enum.GetNames<CommunicationNeed>(),
        _ => ["False", "True"],
    };

    /// <summary>The figure a field is judged by: F1 of "true" for the two judgements, macro-F1 for the rest.</summary>
    public static double Figure(string field, Confusion confusion) => field is "complaint" or "escalation" ? confusion.F1(1) : confusion.MacroF1;

    public static Sentiment SentimentOf(Emotion emotion) => emotion switch
    {
        Emotion.Angry or Emotion.Frustrated or Emotion.Dissatisfied or Emotion.Anxious => Sentiment.Negative,
        Emotion.Satisfied or Emotion.Grateful => Sentiment.Positive,
        _ => Sentiment.Neutral,
    };
}
