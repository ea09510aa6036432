using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>Something the customer is told without anybody's hand. It is shown as what it is, and is no answer: who waits for one goes on waiting, and every clock goes on.</summary>
public static class AutomaticReply
{
    /// <summary>The message, its words to search and its way to the customer, in the save that follows. What it promises by a time is noted like anybody's promise.</summary>
    public static async Task<Message> SendAsync(AppDb db, Conversation conversation, string text, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        var message = conversation.TellByRule(text, actor, now);
        db.Messages.Add(message);
        db.AddNumbered(new SearchDocument("message", conversation.Id, message.Id, text));
        await FindPromise.KeepAsync(db, conversation, message, actor, cancel);
        db.Enqueue(new DeliverReply(message.Id), dueAt: now);
        return message;
    }
}
