using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.PublicVoice;

/// <summary>A source's feed is fetched, and again after its interval. Trouble is no failure of the job: it stands with the source, and the next time is later.</summary>
/// <param name="Round">Of the source when this began; a changed source begins a round of its own.</param>
public sealed record PollFeed(Guid SourceId, int Round) : IJob
{
    public static string Name => "poll-public-feed";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FeedClient feeds, LiveFeed live, TimeProvider clock) : IJobHandler<PollFeed>
    {
        public async Task HandleAsync(PollFeed job, CancellationToken cancel)
        {
            FeedAnswer answer;
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                if (await DueAsync(db, job, cancel) is not { Feed: { } address } source)
                    return;
                answer = await feeds.FetchAsync(address, source.ETag, source.LastModified, cancel);
            }

            var posts = answer.Content is { } content ? FeedFormat.Read(content, clock.GetUtcNow()) : [];
            if (posts is null)
                answer = new FeedAnswer(null, null, null, "feed.unreadable");
            await Attempts.OnConflictAsync(async () =>
            {
                await KeepAsync(job, answer, posts ?? [], cancel);
                return true;
            });
            live.Publish(ReadPosts.Topic);
        }

        private async Task KeepAsync(PollFeed job, FeedAnswer answer, IReadOnlyList<GivenPost> posts, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await DueAsync(db, job, cancel) is not { } source)
                return; // changed or removed while it was fetched

            var now = clock.GetUtcNow();
            if (answer.Problem is { } problem)
                source.CouldNotPoll(problem, answer.Status, answer.Wait, now);
            else
            {
                await TakePosts.AddAsync(db, source, posts, now, cancel);
                source.Polled(answer.ETag, answer.LastModified, now);
            }

            db.Enqueue(job, source.NextPollAt!.Value);
            await db.SaveChangesAsync(cancel);
        }

        // An earlier attempt at this job has already said when it is next.
        private async Task<PublicSource?> DueAsync(AppDb db, PollFeed job, CancellationToken cancel) =>
            await db.PublicSources.SingleOrDefaultAsync(it => it.Id == job.SourceId, cancel) is { } source && source.Round == job.Round && source.NextPollAt <= clock.GetUtcNow() ? source : null;
    }
}
