using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>
/// Reviews the resolved conversations that were never reviewed, as those are that were there before the scorecard. Many at once: read together, looked at on
/// all processors, written together. What is done is done, so that it can be stopped and begun again; nobody is sent to a lesson for what lies behind.
/// </summary>
public sealed class ReviewPast(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <param name="progress">Told how many are done, of how many.</param>
    /// <returns>How many were reviewed.</returns>
    public async Task<long> RunAsync(Func<long, long, Task> progress, CancellationToken cancel)
    {
        ActiveScorecards scorecards;
        SamplingRules sampling;
        long total;
        await using (var db = await database.CreateDbContextAsync(cancel))
        {
            scorecards = await ActiveScorecards.ReadAsync(db, cancel);
            sampling = (await ReviewSettings.ReadAsync(db, cancel)).Sampling;
            total = await Unreviewed(db, Guid.Empty).LongCountAsync(cancel);
        }

        var (after, seen, done) = (Guid.Empty, 0L, 0L);
        while (true)
        {
            List<Guid> ids;
            await using (var db = await database.CreateDbContextAsync(cancel))
                ids = await Unreviewed(db, after).OrderBy(it => it.Id).Take(AtOnce).Select(it => it.Id).ToListAsync(cancel);
            if (ids.Count == 0)
                return done;

            done += await Attempts.OnConflictAsync(() => ReviewAsync(ids, scorecards, sampling, cancel));
            seen += ids.Count;
            after = ids[^1];
            await progress(seen, Math.Max(seen, total));
        }
    }

    private static IQueryable<Conversation> Unreviewed(AppDb db, Guid after)
    {
        var reviews = db.Reviews;
        return db.Conversations.AsNoTracking().Where(it => it.Id > after && it.Status == ConversationStatus.Resolved && !reviews.Any(review => review.ConversationId == it.Id));
    }

    private async Task<int> ReviewAsync(List<Guid> ids, ActiveScorecards scorecards, SamplingRules sampling, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var known = await db.Reviews.Where(it => ids.Contains(it.ConversationId)).Select(it => it.ConversationId).ToListAsync(cancel); // by somebody else meanwhile
        var work = (await db.Conversations.Where(it => ids.Contains(it.Id) && it.Status == ConversationStatus.Resolved).ToListAsync(cancel))
            .ExceptBy(known, it => it.Id).Select(it => (Conversation: it, Scorecard: scorecards.For(it.InboxId))).Where(it => it.Scorecard is not null).ToArray();
        var talks = await ReadTalk.OfManyAsync(db, ids, cancel);
        var scores = await db.SatisfactionRatings.AsNoTracking().Where(it => ids.Contains(it.ConversationId)).ToDictionaryAsync(it => it.ConversationId, it => it.Score, cancel);

        var looks = new ReviewConversation.Look[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancel }, at =>
            looks[at] = ReviewConversation.Look.At(work[at].Scorecard!.Content, talks.GetValueOrDefault(work[at].Conversation.Id, []), work[at].Conversation.Language));

        var now = clock.GetUtcNow();
        for (var at = 0; at < work.Length; at++)
        {
            var conversation = work[at].Conversation;
            ReviewConversation.WriteFirst(db, conversation, work[at].Scorecard!, looks[at], scores.GetValueOrDefault(conversation.Id), sampling, now);
            await db.AppendAsync(conversation, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return work.Length;
    }
}
