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
    /// <summary>How many make a batch; a batch is written whole or not at all.</summary>
    internal int AtOnce { get; init; } = 500;

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

        // While one batch is being written, the next is read and looked at: the writing is done by one, the looking by all processors.
        var (after, seen, done) = (Guid.Empty, 0L, 0L);
        var writing = Task.FromResult(0);
        try
        {
            while (true)
            {
                List<Guid> ids;
                await using (var db = await database.CreateDbContextAsync(cancel))
                    ids = await Unreviewed(db, after).OrderBy(it => it.Id).Take(AtOnce).Select(it => it.Id).ToListAsync(cancel);
                var looks = await LookAsync(ids, scorecards, cancel);
                done += await writing;
                if (seen > 0)
                    await progress(seen, Math.Max(seen, total));
                if (ids.Count == 0)
                    return done;

                writing = Attempts.OnConflictAsync(() => WriteAsync(looks, scorecards, sampling, cancel));
                seen += ids.Count;
                after = ids[^1];
            }
        }
        finally
        {
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what has begun ends before anybody goes home
        }
    }

    private static IQueryable<Conversation> Unreviewed(AppDb db, Guid after)
    {
        var reviews = db.Reviews;
        return db.Conversations.AsNoTracking().Where(it => it.Id > after && it.Status == ConversationStatus.Resolved && !reviews.Any(review => review.ConversationId == it.Id));
    }

    private async Task<IReadOnlyDictionary<Guid, ReviewConversation.Look>> LookAsync(List<Guid> ids, ActiveScorecards scorecards, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var work = (await db.Conversations.AsNoTracking().Where(it => ids.Contains(it.Id)).Select(it => new { it.Id, it.InboxId, it.Language }).ToListAsync(cancel))
            .Select(it => (it.Id, it.Language, Scorecard: scorecards.For(it.InboxId))).Where(it => it.Scorecard is not null).ToArray();
        var talks = await ReadTalk.OfManyAsync(db, ids, cancel);
        var looks = new ReviewConversation.Look[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancel }, at => looks[at] = ReviewConversation.Look.At(work[at].Scorecard!.Content, talks.GetValueOrDefault(work[at].Id, []), work[at].Language));
        return work.Zip(looks).ToDictionary(it => it.First.Id, it => it.Second);
    }

    private async Task<int> WriteAsync(IReadOnlyDictionary<Guid, ReviewConversation.Look> looks, ActiveScorecards scorecards, SamplingRules sampling, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        Guid[] ids = [.. looks.Keys];
        var known = await db.Reviews.Where(it => ids.Contains(it.ConversationId)).Select(it => it.ConversationId).ToListAsync(cancel); // by somebody else meanwhile
        var conversations = (await db.Conversations.Where(it => ids.Contains(it.Id) && it.Status == ConversationStatus.Resolved).OrderBy(it => it.Id).ToListAsync(cancel)).ExceptBy(known, it => it.Id).ToList();
        var scores = await db.SatisfactionRatings.AsNoTracking().Where(it => ids.Contains(it.ConversationId)).ToDictionaryAsync(it => it.ConversationId, it => it.Score, cancel);

        var now = clock.GetUtcNow();
        var reviews = new List<(Review, IReadOnlyList<CriterionResult>)>(conversations.Count);
        foreach (var conversation in conversations)
        {
            var look = looks[conversation.Id];
            reviews.Add((ReviewConversation.WriteFirst(db, conversation, scorecards.For(conversation.InboxId)!, look, scores.GetValueOrDefault(conversation.Id), sampling, now), look.Results));
            db.AppendEvents(conversation); // a review moves no target of service
        }

        ReviewMarks.AddAll(db, reviews);
        await db.SaveChangesAsync(cancel);
        return reviews.Count;
    }
}
