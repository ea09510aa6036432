using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.PublicVoice;

/// <summary>The engine reads what has come in, as it reads messages: feeling and need, by the words.</summary>
public sealed record ReadPosts : IJob
{
    public const string Topic = "public-voice";
    private const int AtOnce = 200;

    public static string Name => "read-public-posts";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<ReadPosts>
    {
        public async Task HandleAsync(ReadPosts job, CancellationToken cancel)
        {
            var some = false;
            while (await Attempts.OnConflictAsync(() => ReadSomeAsync(cancel)))
                some = true;
            if (some)
                live.Publish(Topic);
        }

        private async Task<bool> ReadSomeAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var waiting = await Waiting(db).Take(AtOnce).ToListAsync(cancel);
            foreach (var post in waiting)
                post.Read(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return waiting.Count > 0;
        }
    }

    internal static IQueryable<PublicPost> Waiting(AppDb db) => db.PublicPosts.Where(it => it.ReadAt == null).OrderBy(it => it.Id);
}
