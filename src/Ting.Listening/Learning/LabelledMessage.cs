namespace Ting.Listening;

/// <summary>A customer's message with the answers a reader gave.</summary>
public sealed record LabelledMessage(
    string Text, string Language, Emotion Emotion, Urgency Urgency, Need Need, CommunicationNeed CommunicationNeed, bool Complaint, bool Escalation);
