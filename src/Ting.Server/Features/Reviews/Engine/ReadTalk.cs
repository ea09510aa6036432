using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>What was said in a conversation between the customer and us, oldest first; of a very long one the end.</summary>
internal static class ReadTalk
{
    public const int MostMessages = 300;

    public static async Task<IReadOnlyList<SpokenTurn>> OfAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == conversationId && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply) && it.Text != "")
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id)
            .Take(MostMessages).ToListAsync(cancel);
        messages.Reverse();
        var corrected = await db.Readings.AsNoTracking()
            .Where(it => it.ConversationId == conversationId && it.CorrectedEmotion != null)
            .ToDictionaryAsync(it => it.MessageId, it => it.CorrectedEmotion, cancel);
        return [.. messages.Select(it => Turn(it.Id, it.Kind, it.AuthorId, it.Text, it.At, corrected))];
    }

    /// <summary>The same of many conversations in two readings; one that is very long is read by itself.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<SpokenTurn>>> OfManyAsync(AppDb db, IReadOnlyList<ReviewedConversation> conversations, CancellationToken cancel)
    {
        List<Guid> ids = [.. conversations.Where(it => it.MessageCount <= MostMessages).Select(it => it.Id)];
        var messages = await db.Messages.AsNoTracking()
            .Where(it => ids.Contains(it.ConversationId) && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply) && it.Text != "")
            .OrderBy(it => it.ConversationId).ThenBy(it => it.At).ThenBy(it => it.Id)
            .Select(it => new { it.ConversationId, it.Id, it.Kind, it.AuthorId, it.Text, it.At }).ToListAsync(cancel);
        var corrected = await db.Readings.AsNoTracking()
            .Where(it => ids.Contains(it.ConversationId) && it.CorrectedEmotion != null)
            .ToDictionaryAsync(it => it.MessageId, it => it.CorrectedEmotion, cancel);
        var talks = messages.GroupBy(it => it.ConversationId)
            .ToDictionary(talk => talk.Key, IReadOnlyList<SpokenTurn> (talk) => [.. talk.TakeLast(MostMessages).Select(it => Turn(it.Id, it.Kind, it.AuthorId, it.Text, it.At, corrected))]);
        foreach (var conversation in conversations.Where(it => it.MessageCount > MostMessages))
            talks[conversation.Id] = await OfAsync(db, conversation.Id, cancel);
        return talks;
    }

    private static SpokenTurn Turn(Guid id, MessageKind kind, Guid? authorId, string text, DateTimeOffset at, Dictionary<Guid, string?> corrected) => new(
        id, kind is MessageKind.Customer, authorId, text, at, Enum.TryParse<Emotion>(corrected.GetValueOrDefault(id), out var felt) ? felt : null);
}
