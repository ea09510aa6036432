using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Fans.Community;

/// <summary>What belongs to somebody by their addresses: given to them, or forgotten.</summary>
internal static class PostsOf
{
    public static async Task<List<CommunityPost>> PeopleAsync(AppDb db, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var emails = await SubscriberLookup.EmailsAsync(db, people, cancel);
        return await db.CommunityPosts.Where(it => it.Email != null && emails.Contains(it.Email)).OrderBy(it => it.Id).ToListAsync(cancel);
    }

    /// <summary>In the save that follows.</summary>
    public static async Task ForgetAsync(AppDb db, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var posts = await PeopleAsync(db, people, cancel);
        Guid[] ids = [.. posts.Select(it => it.Id)], begun = [.. posts.Where(it => it.IsFirst).Select(it => it.TopicId)];
        posts.ForEach(it => it.Forget());
        (await db.CommunityTopics.Where(it => begun.Contains(it.Id)).ToListAsync(cancel)).ForEach(it => it.Forget());
        foreach (var document in await db.SearchDocuments.Where(it => ids.Contains(it.Source)).ToListAsync(cancel))
            document.Rewrite();
    }
}
