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
        return [.. messages.Select(it => new SpokenTurn(
            it.Id, it.Kind is MessageKind.Customer, it.AuthorId, it.Text, it.At, Enum.TryParse<Emotion>(corrected.GetValueOrDefault(it.Id), out var felt) ? felt : null))];
    }
}
