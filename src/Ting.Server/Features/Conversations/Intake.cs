using Ting.Listening;
using Ting.Server.Features.Conversations.Scheduling;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>Takes in what a customer says, on every channel alike: the message, its reading, facts to propose, words to search and the events, all in the save that follows.</summary>
public static partial class Intake
{
    private const double SureEnough = 0.6;

    public static Message Receive(AppDb db, Conversation conversation, string text, string? externalId, DateTimeOffset at, DateTimeOffset now, ILogger log)
    {
        var message = conversation.Receive(text, externalId, at, now);
        db.Messages.Add(message);
        if (conversation.HeldReplies > 0)
            db.Enqueue(new StopReplies(conversation.Id), now);
        db.AddNumbered(new SearchDocument("message", conversation.Id, message.Id, conversation.MessageCount == 1 ? conversation.Subject : null, text));
        try
        {
            Understand(db, conversation, message, now);
        }
        catch (Exception error)
        {
            // A message is never lost to its reading: it is stored, and read again later.
            LogUnread(log, error, message.Id);
            db.Enqueue(new ReadMessage(message.Id), now);
        }

        return message;
    }

    internal static void Understand(AppDb db, Conversation conversation, Message message, DateTimeOffset now)
    {
        var reading = Listener.Read(message.Text, LanguageCode.ForEngine(conversation.Language));
        conversation.Understand(reading);
        db.Readings.Add(new MessageReading(message, reading));
        foreach (var preference in reading.Preferences.Where(preference => preference.Confidence >= SureEnough))
        {
            db.Facts.Add(new Fact(conversation.PersonId, $"{preference.Attribute}.{(preference.Polarity is Polarity.Like ? "like" : "dislike")}",
                Cut(preference.Value), FactSource.Ear, Cut(preference.Evidence.Text), message.Id, preference.Confidence, FactStatus.Proposed, now));
        }

        foreach (var fact in reading.Facts.Where(fact => fact.Confidence >= SureEnough))
        {
            db.Facts.Add(new Fact(conversation.PersonId, fact.Kind, Cut(fact.Value), FactSource.Ear, Cut(fact.Evidence.Text),
                message.Id, fact.Confidence, FactStatus.Proposed, now));
        }
    }

    /// <summary>Tells every screen that may show the conversation.</summary>
    public static void Announce(LiveFeed live, Conversation conversation)
    {
        live.Publish($"conversation:{conversation.Id}");
        live.Publish($"visitor:{conversation.Id}");
        live.Publish("inbox");
    }

    private static string Cut(string text) => text.Length > 500 ? text[..500] : text;

    [LoggerMessage(LogLevel.Error, "Message {MessageId} could not be read and will be read again")]
    private static partial void LogUnread(ILogger log, Exception error, Guid messageId);
}
