using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Recordings;

/// <summary>How the agent listened, as far as sound alone can tell. Questions and which word was stressed need the words that were said, so they are not here.</summary>
/// <param name="Interruptions">How often the agent began before the customer was done.</param>
/// <param name="ReactionGap">Median of the seconds before the agent answered; null where nothing was answered.</param>
/// <param name="LongestMonologue">The agent's longest turn, in seconds; null without speech.</param>
/// <param name="TalkShare">The agent's share of all speech, 0 to 1.</param>
public sealed record CallListening(int Interruptions, double? ReactionGap, double? LongestMonologue, double? TalkShare)
{
    internal static CallListening? Of(VoiceReading? reading)
    {
        if (reading?.Speakers.Index().FirstOrDefault(it => it.Item.Speaker == VoiceReader.Agent) is not { Item: { } agent } found)
            return null;
        return new CallListening(reading.Overlap?.Begun[found.Index] ?? 0, agent.ResponseLatency?.Median, agent.LongestMonologue?.Seconds, agent.TalkShare);
    }
}

/// <summary>VOX-14: how many calls were answered within the rings that were decided on (POL-01); three, where nothing else was.</summary>
/// <param name="Calls">Of which it is known how long they rang.</param>
/// <param name="Longest">In seconds; null without calls.</param>
public sealed record RingFigures(int Calls, int Within, double? Mean, double? Longest)
{
    /// <param name="conversations">To which the calls belong.</param>
    /// <param name="most">In seconds: who answers later is late.</param>
    internal static async Task<RingFigures> ReadAsync(AppDb db, IQueryable<Conversation> conversations, DateTimeOffset from, DateTimeOffset to, double most, CancellationToken cancel) =>
        await db.CallRecordings.Where(it => it.CalledAt >= from && it.CalledAt < to && it.RingSeconds != null)
            .Join(conversations, call => call.ConversationId, conversation => conversation.Id, (call, _) => call.RingSeconds)
            .GroupBy(_ => 1)
            .Select(all => new RingFigures(all.Count(), all.Count(it => it <= most), all.Average(), all.Max()))
            .FirstOrDefaultAsync(cancel) ?? new RingFigures(0, 0, null, null);
}
