using System.Text.Json.Serialization;

namespace Ting.Listening;

/// <summary>One thing said in a dialogue.</summary>
/// <param name="At">When it was said; null where nobody kept the time.</param>
/// <param name="Felt">The emotion that a person put in the place of the engine's; null where nobody did.</param>
public sealed record DialogueTurn(bool IsCustomer, string Text, DateTimeOffset? At = null, Emotion? Felt = null);

/// <summary>What a whole dialogue shows. The JSON form is the one of <c>ting dialogue</c> and the REST API.</summary>
public sealed record Dialogue
{
    /// <summary>zh, ja or en.</summary>
    [JsonPropertyName("lang")]
    public required string Language { get; init; }

    /// <summary>One for each turn; null for an agent's.</summary>
    public required IReadOnlyList<TurnReading?> Turns { get; init; }

    /// <summary>The matter is settled at the end, as far as the words show it.</summary>
    public required bool Resolved { get; init; }

    /// <summary>An escalation was voiced.</summary>
    public required bool Escalated { get; init; }

    public required IReadOnlyList<DialoguePromise> Promises { get; init; }

    /// <summary>How often the customer had to say again what was said before.</summary>
    public required int Repeats { get; init; }

    /// <summary>Null when there was nothing to recover from.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>The customer leaves less satisfied than they were at their best.</summary>
    public required bool Deterioration { get; init; }

    /// <summary>The customer turn with the strongest feeling, from 0; null without a customer turn. With the end, what is remembered (Kahneman and others 1993).</summary>
    public int? Peak { get; init; }

    /// <summary>Exchanges in which the agent argued or refused flatly and the customer came back displeased.</summary>
    public required int ArgumentLoops { get; init; }

    /// <summary>Turns, from 0, in which the customer asked and nobody answered.</summary>
    public required IReadOnlyList<int> UnansweredQuestions { get; init; }

    /// <summary>How the agent asked; null without an agent's turn.</summary>
    public QuestionFigures? Questions { get; init; }

    /// <summary>How the agent listened; null without an agent's turn.</summary>
    public ListeningFigures? Listening { get; init; }

    /// <summary>What the customer's words show of the person and of what they look for.</summary>
    public required CustomerPicture Customer { get; init; }

    /// <summary>The agent's share of all letters, 0 to 1; null when nothing was said.</summary>
    public double? AgentTalkShare { get; init; }

    /// <summary>Null without times.</summary>
    public ResponseDelays? ResponseDelays { get; init; }

    /// <summary>To whom an agent handed the customer, in the agent's words.</summary>
    public required IReadOnlyList<string> HandedTo { get; init; }

    /// <summary>The score to expect, 1 to 5; null when the customer said nothing.</summary>
    public double? PredictedCsat { get; init; }

    /// <summary>Nine of ten scores lie in it.</summary>
    public CsatInterval? PredictedCsatInterval { get; init; }

    /// <summary>For the colleague who takes over, in the customer's own words.</summary>
    public required string Summary { get; init; }
}

/// <param name="Satisfaction">1 dissatisfied, 2 neutral, 3 satisfied.</param>
public sealed record TurnReading(int Satisfaction, SatisfactionShares SatisfactionP, Emotion Emotion);

/// <summary>The probability of each level; they sum to 1.</summary>
public sealed record SatisfactionShares(
    [property: JsonPropertyName("1")] double Dissatisfied, [property: JsonPropertyName("2")] double Neutral, [property: JsonPropertyName("3")] double Satisfied);

/// <param name="Turn">From 0.</param>
/// <param name="Kept">Null while nothing said later shows it.</param>
public sealed record DialoguePromise(int Turn, string What, string? When, string? Owner, bool? Kept);

/// <param name="Turns">How many customer turns from the first dissatisfied one to the first satisfied one after it.</param>
public sealed record Recovery(bool Recovered, int? Turns);

/// <summary>Seconds from a customer's words to the agent's next.</summary>
public sealed record ResponseDelays(double First, double Median, double Longest);

public sealed record CsatInterval(double Low, double High);
