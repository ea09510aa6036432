using System.Text.Json.Serialization;

namespace Ting.Listening;

/// <summary>What one customer message says, as far as its words show it. The JSON form is the one of <c>ting listen</c> and the REST API.</summary>
public sealed record Reading
{
    /// <summary>zh, ja or en.</summary>
    [JsonPropertyName("lang")]
    public required string Language { get; init; }

    public required Sentiment Sentiment { get; init; }

    /// <summary>From −1 (worst) to 1 (best).</summary>
    public required double SentimentScore { get; init; }

    public required Emotion Emotion { get; init; }

    /// <summary>The probability of each emotion; they sum to 1.</summary>
    public required IReadOnlyDictionary<Emotion, double> Emotions { get; init; }

    public required Urgency Urgency { get; init; }
    public required bool Complaint { get; init; }
    public required bool Escalation { get; init; }

    /// <summary>Null when the words do not show it.</summary>
    public Need? Need { get; init; }

    /// <summary>Null when the words do not show it.</summary>
    public CommunicationNeed? CommunicationNeed { get; init; }

    /// <summary>Null when the words do not show it.</summary>
    public Motive? Motive { get; init; }

    public IReadOnlyList<Expectation> Expectations { get; init; } = [];
    public IReadOnlyList<Preference> Preferences { get; init; } = [];
    public IReadOnlyList<StatedFact> Facts { get; init; } = [];

    /// <summary>The mode of expression that suits this customer now.</summary>
    public Mode? Mode { get; init; }

    /// <summary>Per field name (camelCase), from 0 (a guess) to 1 (certain).</summary>
    public IReadOnlyDictionary<string, double> Confidence { get; init; } = new Dictionary<string, double>();

    /// <summary>Per field name (camelCase), the words that carry it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Span>> Evidence { get; init; } = new Dictionary<string, IReadOnlyList<Span>>();

    public required string ModelVersion { get; init; }
}

/// <summary>A stretch of the text read, in UTF-16 code units.</summary>
public sealed record Span(int Start, int Length, string Text);

public enum Sentiment { Negative, Neutral, Positive }

public enum Emotion { Angry, Dissatisfied, Frustrated, Anxious, Confused, Hesitant, Neutral, Satisfied, Grateful }

public enum Urgency { Low, Normal, High }

/// <summary>The five levels of NEED-02.</summary>
public enum Need { Basic, Functional, Experience, Emotional, SelfValue }

/// <summary>What is wanted from the conversation itself (NEED-03).</summary>
public enum CommunicationNeed { Information, Emotional, Value, Relationship }

/// <summary>The seven purchase motives of NEED-07.</summary>
public enum Motive { Status, Curiosity, Entertainment, Sensory, Comfort, Efficiency, Hobby }

/// <summary>The five expectations of NEED-05.</summary>
public enum Expectation { Quality, Personalisation, EmotionalSatisfaction, Convenience, HonestyAndSecurity }

/// <summary>The four modes of expression of MODE-01.</summary>
public enum Mode { Narration, Description, Explication, Commentary }

public enum Polarity { Like, Dislike }

/// <summary>A standing like or dislike, with the words that say so.</summary>
/// <param name="Attribute">colour, food, channel, time, brand, material, size, style, payment, delivery or other.</param>
/// <param name="Value">In the words of the text.</param>
public sealed record Preference(string Attribute, string Value, Polarity Polarity, double Confidence, Span Evidence);

/// <summary>Something stated that may belong in the person's profile: proposed, never stored silently.</summary>
/// <param name="Kind">name, family, date, orderNumber, phone, email, address, occupation or allergy.</param>
public sealed record StatedFact(string Kind, string Value, double Confidence, Span Evidence);
