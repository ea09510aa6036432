using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Threads;

/// <summary>Messages that go from one conversation to another, with all that belongs to them: readings, files, promises, the coach's records and the words to search.</summary>
internal sealed class MessageMoves
{
    private readonly List<MessageReading> _readings;
    private readonly List<Attachment> _files;
    private readonly List<CoachRecord> _coached;
    private readonly List<Promise> _promises;
    private readonly List<SearchDocument> _words;

    private MessageMoves(List<Message> messages, List<MessageReading> readings, List<Attachment> files, List<CoachRecord> coached, List<Promise> promises, List<SearchDocument> words) =>
        (Messages, _readings, _files, _coached, _promises, _words) = (messages, readings, files, coached, promises, words);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <summary>Those that the customer wrote or saw.</summary>
    public IReadOnlyList<Message> Shown => [.. Messages.Where(IsShown)];

    public static bool IsShown(Message message) => message.Kind is MessageKind.Customer or MessageKind.Reply;

    /// <param name="messages">Which of the conversation's messages go.</param>
    public static async Task<MessageMoves> OfAsync(AppDb db, IQueryable<Message> messages, CancellationToken cancel)
    {
        var found = await messages.OrderBy(it => it.At).ThenBy(it => it.Id).ToListAsync(cancel);
        Guid[] ids = [.. found.Select(it => it.Id)];
        return new MessageMoves(
            found,
            await db.Readings.Where(it => ids.Contains(it.MessageId)).ToListAsync(cancel),
            await db.Attachments.Where(it => it.MessageId != null && ids.Contains(it.MessageId.Value)).ToListAsync(cancel),
            await db.CoachRecords.Where(it => ids.Contains(it.MessageId)).ToListAsync(cancel),
            await db.Promises.Where(it => it.MessageId != null && ids.Contains(it.MessageId.Value)).ToListAsync(cancel),
            await db.SearchDocuments.Where(it => ids.Contains(it.Source)).ToListAsync(cancel));
    }

    public void To(Guid conversationId)
    {
        foreach (var message in Messages)
            message.MoveTo(conversationId);
        _readings.ForEach(it => it.MoveTo(conversationId));
        _files.ForEach(it => it.MoveTo(conversationId));
        _coached.ForEach(it => it.MoveTo(conversationId));
        _promises.ForEach(it => it.MoveTo(conversationId));
        _words.ForEach(it => it.MoveTo(conversationId));
    }

    /// <summary>The readings of a conversation once the move is saved, oldest first.</summary>
    public async Task<IReadOnlyList<MessageReading>> ReadingsOfAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        Guid[] moved = [.. _readings.Select(it => it.MessageId)];
        var others = await db.Readings.AsNoTracking().Where(it => it.ConversationId == conversationId && !moved.Contains(it.MessageId)).ToListAsync(cancel);
        return [.. others.Concat(_readings.Where(it => it.ConversationId == conversationId)).OrderBy(it => it.At).ThenBy(it => it.MessageId)];
    }

    /// <summary>How many messages stay that the customer wrote or saw, and the last of them.</summary>
    public async Task<(int Count, Message? Last)> LeftAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        Guid[] moved = [.. Messages.Select(it => it.Id)];
        var left = db.Messages.AsNoTracking().Where(it => it.ConversationId == conversationId && !moved.Contains(it.Id) && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply));
        return (await left.CountAsync(cancel), await left.OrderByDescending(it => it.At).ThenByDescending(it => it.Id).FirstOrDefaultAsync(cancel));
    }
}
