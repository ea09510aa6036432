using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Forwards;

/// <summary>What of a conversation was shown to somebody outside, also from those that it has taken in: a link goes on being good after a merge, and must be found to be withdrawn.</summary>
internal static class ForwardsOf
{
    private const int MostTaken = 100;

    public static async Task<IQueryable<Forward>> ConversationAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        List<Guid> all = [conversationId];
        for (var next = 0; next < all.Count && all.Count < MostTaken; next++)
        {
            var into = all[next];
            var taken = await db.ConversationMerges.Where(it => it.ConversationId == into && it.UndoneAt == null).OrderBy(it => it.Id).Select(it => it.OtherId).Take(MostTaken).ToListAsync(cancel);
            all.AddRange(taken.Except(all));
        }

        return db.Forwards.AsNoTracking().Where(it => all.Contains(it.ConversationId));
    }
}
