using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>
/// Reviews the resolved conversations that were never reviewed, as those are that were there before the scorecard. Many at once: read together, looked at on
/// all processors, written together, and while one batch is written the next is looked at and the one after it read. What is done is done, so that it can be stopped and begun again; nobody is sent to a lesson for what lies behind.
/// </summary>
public sealed class ReviewPast(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    /// <summary>How many make a batch; a batch is written whole or not at all.</summary>
    internal int AtOnce { get; init; } = 1000;

    /// <param name="progress">Told how many are done, of how many.</param>
    /// <returns>How many were reviewed.</returns>
    public async Task<long> RunAsync(Func<long, long, Task> progress, CancellationToken cancel)
    {
        Standards by;
        long total;
        await using (var db = await database.CreateDbContextAsync(cancel))
        {
            by = new Standards(await ActiveScorecards.ReadAsync(db, cancel), (await ReviewSettings.ReadAsync(db, cancel)).Sampling, await PolicyBook.ReadAsync(db, cancel));
            total = await Unreviewed(db).LongCountAsync(it => it.Status == ConversationStatus.Resolved, cancel);
        }

        var looked = ReadAhead.Of(LookAsync(ReadAhead.Of(ReadAsync(by, cancel), cancel), by, cancel), cancel);
        var (seen, done) = (0L, 0L);
        await foreach (var batch in looked)
        {
            seen += batch.Conversations.Count;
            done += await WriteAsync(batch, by, cancel);
            await progress(seen, Math.Max(seen, total));
        }

        return done;
    }

    private static IQueryable<Conversation> Unreviewed(AppDb db)
    {
        var reviews = db.Reviews;
        return db.Conversations.Where(it => !reviews.Any(review => review.ConversationId == it.Id));
    }

    /// <summary>Those that come next. Whether one is resolved is seen when it is read: asked for here, SQLite would go by the index of that, and sort all of them for each batch.</summary>
    internal static IQueryable<ReviewedConversation> Next(AppDb db, Guid after, int most) =>
        Unreviewed(db).Where(it => it.Id > after).OrderBy(it => it.Id).Take(most).Select(ReviewedConversation.Columns);

    private async IAsyncEnumerable<Batch> ReadAsync(Standards by, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = Guid.Empty; ;)
        {
            var last = after;
            var batch = await ReadAsync(db => Next(db, last, AtOnce), by, cancel);
            if (batch.Last is null)
            {
                await batch.DisposeAsync();
                yield break;
            }

            after = batch.Last.Value;
            if (batch.Conversations.Count > 0)
                yield return batch;
            else
                await batch.DisposeAsync();
        }
    }

    // The conversations first: whatever is said, changed or forgotten in them after that is noticed when they are saved.
    private async Task<Batch> ReadAsync(Func<AppDb, IQueryable<ReviewedConversation>> which, Standards by, CancellationToken cancel)
    {
        var db = await database.CreateDbContextAsync(cancel);
        try
        {
            var all = await which(db).ToListAsync(cancel);
            List<ReviewedConversation> conversations = [.. all.Where(it => it.Status is ConversationStatus.Resolved)];
            List<Guid> ids = [.. conversations.Select(it => it.Id)];
            return new Batch(
                db, all.Count == 0 ? null : all[^1].Id, conversations, await ReadTalk.OfManyAsync(db, [.. conversations.Where(it => by.Scorecards.For(it.InboxId) is not null)], cancel),
                await db.SatisfactionRatings.AsNoTracking().Where(it => ids.Contains(it.ConversationId)).ToDictionaryAsync(it => it.ConversationId, it => it.Score, cancel));
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async IAsyncEnumerable<Batch> LookAsync(
        IAsyncEnumerable<Batch> batches, Standards by, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var batch in batches.WithCancellation(cancel))
        {
            Look(batch, by, cancel);
            yield return batch;
        }
    }

    private void Look(Batch batch, Standards by, CancellationToken cancel)
    {
        var work = batch.Conversations.Select(it => (Conversation: it, Scorecard: by.Scorecards.For(it.InboxId))).Where(it => it.Scorecard is not null).ToArray();
        var looks = new ReviewConversation.Look[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancel }, at =>
        {
            var (conversation, scorecard) = work[at];
            looks[at] = ReviewConversation.Look.At(scorecard!.Content, by.Policies.For(conversation.InboxId), batch.Talks.GetValueOrDefault(conversation.Id, []), conversation.Language);
        });

        var now = clock.GetUtcNow();
        var reviews = new List<Review>(work.Length);
        var entries = new List<ReviewEntry>(work.Length);
        var lines = new List<ConversationLines.Line>(work.Length);
        foreach (var ((conversation, scorecard), look) in work.Zip(looks))
        {
            var review = new Review(conversation);
            reviews.Add(review);
            entries.Add(ReviewConversation.Write(conversation, review, scorecard!, look, batch.Scores.GetValueOrDefault(conversation.Id), by.Sampling, now));
            lines.Add(new(conversation.Id, conversation.LastSequence, conversation.Version, look.ForTheLog()));
        }

        batch.Db.AddRows(reviews);
        batch.Db.AddRows(entries);
        ReviewMarks.AddAll(batch.Db, [.. reviews.Zip(looks, (review, look) => (review, look.Results))]);
        ConversationLines.AddAll(batch.Db, lines, ReviewConversation.Reviewed, "system", now); // a review moves no target of service
        batch.Reviewed = reviews.Count;
    }

    private async Task<int> WriteAsync(Batch batch, Standards by, CancellationToken cancel)
    {
        await using var read = batch;
        try
        {
            await batch.Db.SaveChangesAsync(cancel);
            return batch.Reviewed;
        }
        catch (DbUpdateException error) when (Attempts.IsConflict(error))
        {
            // Something went on in one of them, or somebody else reviewed it: what was read no longer holds.
            List<Guid> ids = [.. batch.Conversations.Select(it => it.Id)];
            return await Attempts.OnConflictAsync(async () =>
            {
                await using var again = await ReadAsync(db => Unreviewed(db).Where(it => ids.Contains(it.Id)).Select(ReviewedConversation.Columns), by, cancel);
                Look(again, by, cancel);
                await again.Db.SaveChangesAsync(cancel);
                return again.Reviewed;
            });
        }
    }

    /// <summary>What conversations are looked at by, as it stood when the run began.</summary>
    private sealed record Standards(ActiveScorecards Scorecards, SamplingRules Sampling, PolicyBook Policies);

    /// <summary>Conversations with what was said in them, and the context that has read them and will save what is found.</summary>
    /// <param name="Last">The last that was read, resolved or not; null when there was none.</param>
    private sealed record Batch(AppDb Db, Guid? Last, IReadOnlyList<ReviewedConversation> Conversations, IReadOnlyDictionary<Guid, IReadOnlyList<SpokenTurn>> Talks, IReadOnlyDictionary<Guid, int?> Scores)
        : IAsyncDisposable
    {
        public int Reviewed { get; set; }

        public ValueTask DisposeAsync() => Db.DisposeAsync();
    }
}
