using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys;

/// <summary>What one person has answered over all their conversations, the newest answers only when there are very many.</summary>
internal static class SatisfactionOfPerson
{
    private const int Most = 200;

    public static async Task<(double? Mean, int Answers)> ReadAsync(AppDb db, Guid personId, CancellationToken cancel)
    {
        var scores = await (from conversation in db.Conversations
                            join rating in db.SatisfactionRatings on conversation.Id equals rating.ConversationId
                            where conversation.PersonId == personId && rating.Score != null
                            orderby conversation.LastMessageAt descending
                            select rating.Score!.Value).Take(Most).ToListAsync(cancel);
        return (scores.Count == 0 ? null : scores.Average(), scores.Count);
    }
}
