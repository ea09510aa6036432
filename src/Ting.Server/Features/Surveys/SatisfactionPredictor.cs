using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Measurement;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys;

/// <summary>Reads from a conversation what the prediction needs; a correction by an agent counts more than the engine's reading.</summary>
internal static class SatisfactionPredictor
{
    private const int MostReadings = 200;

    public static async Task<Interval> OfAsync(AppDb db, Conversation conversation, CancellationToken cancel)
    {
        var readings = await db.Readings.AsNoTracking()
            .Where(reading => reading.ConversationId == conversation.Id)
            .OrderByDescending(reading => reading.At).ThenByDescending(reading => reading.MessageId)
            .Take(MostReadings).ToListAsync(cancel);
        readings.Reverse();

        var lastSeen = await db.Messages.AsNoTracking()
            .Where(message => message.ConversationId == conversation.Id && (message.Kind == MessageKind.Customer || message.Kind == MessageKind.Reply))
            .OrderByDescending(message => message.At).ThenByDescending(message => message.Id)
            .Select(message => (MessageKind?)message.Kind).FirstOrDefaultAsync(cancel);

        return PredictedSatisfaction.Of(
            [.. readings.Select(LevelOf)],
            readings.Count(reading => ListeningJson.ReadReading(reading.Json).Complaint),
            unanswered: lastSeen is MessageKind.Customer,
            conversation.FirstReplyAt - conversation.CreatedAt);
    }

    private static int LevelOf(MessageReading reading) =>
        Enum.TryParse<Emotion>(reading.CorrectedEmotion, out var corrected) ? EmotionLevel.Of(corrected) : reading.Level;
}
