using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>An administrator says where people speak of us.</summary>
public static class SavePublicSource
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public PublicSourceKind Kind { get; set; }

        /// <summary>RSS 2.0, Atom or JSON Feed; left out when posts come from a program or a file.</summary>
        public string? Feed { get; set; }

        /// <summary>How often the feed is fetched, 15 minutes to a week.</summary>
        public int IntervalMinutes { get; set; } = PublicSource.UsualMinutes;
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, FeedClient feeds, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<PublicSource>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name", PublicSource.MostName) is { } unnamed)
                return unnamed;
            if (!Enum.IsDefined(request.Kind))
                return Refusal.Invalid("public.choice", "kind");
            var feed = string.IsNullOrWhiteSpace(request.Feed) ? null : request.Feed.Trim();
            if (feed is not null && (feed.Length > PublicSource.MostFeed || feed.Any(char.IsControl) ? "feed.address" : feeds.Problem(feed)) is { } problem)
                return Refusal.Invalid(problem, "feed");
            if (request.IntervalMinutes is < PublicSource.LeastMinutes or > PublicSource.MostMinutes)
                return Refusal.Invalid("public.interval", "intervalMinutes");

            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.PublicSources.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("public.source_not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("public.changed_meanwhile");
            if (known is null && await db.PublicSources.CountAsync(cancel) >= PublicSource.Most)
                return Refusal.Conflict("public.too_many_sources");

            var now = clock.GetUtcNow();
            var (isOther, source) = (known is not null && known.Kind != request.Kind, known ?? db.PublicSources.Add(new PublicSource(now)).Entity);
            source.Describe(request.Name, request.Kind, feed, request.IntervalMinutes, now);
            if (feed is not null)
                db.Enqueue(new PollFeed(source.Id, source.Round), now);
            if (await db.SaveOrRefuseAsync("public.changed_meanwhile", cancel) is { } forestalled)
                return forestalled;
            if (isOther)
                await db.WriteAsync(inside => db.PublicPosts.Where(it => it.SourceId == source.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.Kind, request.Kind), inside), cancel);
            live.Publish(ReadPosts.Topic);
            return source;
        }

        /// <summary>With everything that came from it.</summary>
        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var removed = await db.WriteAsync(async inside =>
            {
                await db.PublicPosts.Where(it => it.SourceId == id).ExecuteDeleteAsync(inside);
                return await db.PublicSources.Where(it => it.Id == id).ExecuteDeleteAsync(inside);
            }, cancel);
            live.Publish(ReadPosts.Topic);
            return removed == 1 ? true : Refusal.NotFound("public.source_not_found");
        }

        /// <summary>What was said stays; who said it goes.</summary>
        /// <returns>Of how many posts.</returns>
        public async Task<Outcome<int>> ForgetAuthorsAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.PublicSources.AnyAsync(it => it.Id == id, cancel))
                return Refusal.NotFound("public.source_not_found");
            var count = await db.WriteAsync(inside => db.PublicPosts.Where(it => it.SourceId == id && it.Author != null).ExecuteUpdateAsync(set => set.SetProperty(it => it.Author, (string?)null), inside), cancel);
            live.Publish(ReadPosts.Topic);
            return count;
        }
    }
}
