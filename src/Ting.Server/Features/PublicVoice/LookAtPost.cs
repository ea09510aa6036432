using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Somebody has looked at a post and done what there was to do, or takes that back; or the name of who wrote it is erased.</summary>
public static class LookAtPost
{
    /// <param name="Done">False to take it back.</param>
    public sealed record Request(bool Done = true);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<PublicPost>> HandleAsync(Guid id, bool done, Guid? by, CancellationToken cancel) => ChangeAsync(id, post =>
        {
            if (!done)
                post.LookAgain();
            else if (post.LookedAt is null) // whoever was first stays
                post.Look(by, clock.GetUtcNow());
        }, cancel);

        public Task<Outcome<PublicPost>> ForgetAuthorAsync(Guid id, CancellationToken cancel) => ChangeAsync(id, post => post.ForgetAuthor(), cancel);

        private Task<Outcome<PublicPost>> ChangeAsync(Guid id, Action<PublicPost> change, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<PublicPost>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PublicPosts.FindAsync([id], cancel) is not { } post)
                return Refusal.NotFound("public.post_not_found");
            change(post);
            await db.SaveChangesAsync(cancel);
            live.Publish(ReadPosts.Topic);
            return post;
        });
    }
}
