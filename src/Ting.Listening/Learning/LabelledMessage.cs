namespace Ting.Listening;

/// <summary>A customer's message with the answers a reader gave; null where nobody answered.</summary>
/// <param name="Language">zh, ja or en.</param>
/// <param name="Weight">How much the message counts, 1 for one of our own.</param>
public sealed record LabelledMessage(
    string Text, string Language, Emotion? Emotion, Urgency? Urgency = null, Need? Need = null, CommunicationNeed? CommunicationNeed = null,
    bool? Complaint = null, bool? Escalation = null, double Weight = 1);
