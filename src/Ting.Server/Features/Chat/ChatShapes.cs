using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Chat;

/// <summary>A message as the customer's window shows it.</summary>
public sealed record MessageShown(Guid Id, string? ClientId, string From, string Text, DateTimeOffset At, string? Author, IReadOnlyList<FileShown> Files, bool Read);

public sealed record FileShown(Guid Id, string Name, string Type, long Size, string? Url);

public sealed record ConversationShown(Guid Id, long Number, string Status, AgentShown? Agent, QueuePlace? Queue, bool AskRating, bool Mood, string? Email);

/// <summary>Where a listener stands in a conversation's log: the conversation's number and the sequence within it.</summary>
public static class EventPlace
{
    public static string Of(Conversation conversation) => At(conversation.Number, conversation.LastSequence);

    public static string At(long number, int sequence) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}-{sequence}");

    /// <returns>0 when the place is in another conversation, or no place at all.</returns>
    public static int SequenceIn(Conversation conversation, string? place) =>
        place?.Split('-') is [var number, var sequence] && long.TryParse(number, out var of) && of == conversation.Number
        && int.TryParse(sequence, out var at) && at >= 0 && at <= conversation.LastSequence ? at : 0;
}
