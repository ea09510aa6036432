using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys;

/// <summary>What a customer would probably answer from 1 to 5, told from the whole dialogue (SAT-07); a correction by an agent counts more than the engine's reading.</summary>
internal static class SatisfactionPredictor
{
    private const int MostMessages = 200;

    public static async Task<double> OfAsync(AppDb db, Conversation conversation, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == conversation.Id && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply) && it.Text != "")
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id)
            .Take(MostMessages).ToListAsync(cancel);
        messages.Reverse();
        var corrected = await db.Readings.AsNoTracking()
            .Where(it => it.ConversationId == conversation.Id && it.CorrectedEmotion != null)
            .ToDictionaryAsync(it => it.MessageId, it => it.CorrectedEmotion, cancel);

        return Of([.. messages.Select(it => new DialogueTurn(it.Kind is MessageKind.Customer, it.Text, it.At, FeltIn(it, corrected)))], conversation.Language);
    }

    public static double Of(IReadOnlyList<DialogueTurn> turns, string? language) =>
        DialogueReader.Read(turns, LanguageCode.ForEngine(language)).PredictedCsat ?? PredictedCsat.Usual;

    private static Emotion? FeltIn(Message message, Dictionary<Guid, string?> corrected) =>
        Enum.TryParse<Emotion>(corrected.GetValueOrDefault(message.Id), out var emotion) ? emotion : null;
}
