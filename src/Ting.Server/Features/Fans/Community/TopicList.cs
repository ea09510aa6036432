using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Fans.Community;

/// <summary>Topics as they are read: the last that something appeared in first, or those in which words are found.</summary>
public sealed class TopicList(SearchIndex search)
{
    public const int OnAPage = 20;
    public const int MostQuery = 100;
    private const string List = "topics";
    private const string Posts = "topic-posts";
    private const int MostHits = 100;

    /// <summary>Those that everybody may read.</summary>
    public static async Task<Page<CommunityTopic>> ShownAsync(AppDb db, Board? board, string? cursor, CancellationToken cancel)
    {
        var place = new PageQuery { Cursor = cursor }.After(List).IsRefused(out _, out var after) ? Place.Start : after;
        var rows = db.CommunityTopics.AsNoTracking().Where(it => it.State == PostState.Shown);
        if (board is { } one)
            rows = rows.Where(it => it.Board == one);
        return Page.Of(await rows.Downward(place, it => it.LastAt, it => it.Id).Take(OnAPage + 1).ToListAsync(cancel), OnAPage, List, it => Place.Of(it.LastAt, it.Id), it => it);
    }

    /// <summary>Among the newest posts that hold every word; a search leads to topics, not to pages of them.</summary>
    public async Task<IReadOnlyList<CommunityTopic>> FindAsync(AppDb db, Board? board, string query, CancellationToken cancel)
    {
        var hits = await search.FindAsync(db, WritePost.SearchKind, query.Length > MostQuery ? query[..MostQuery] : query, MostHits, before: null, cancel);
        Guid[] sources = [.. hits.Select(it => it.Source)];
        var shown = await db.CommunityPosts.Where(it => sources.Contains(it.Id) && it.State == PostState.Shown).Select(it => it.TopicId).ToListAsync(cancel);
        var topics = await db.CommunityTopics.AsNoTracking().Where(it => shown.Contains(it.Id) && it.State == PostState.Shown).ToDictionaryAsync(it => it.Id, cancel);
        return [.. hits.Select(it => it.Owner).Distinct().Where(topics.ContainsKey).Select(it => topics[it]).Where(it => board is null || it.Board == board).Take(OnAPage)];
    }

    /// <summary>The posts of a topic in the order of age.</summary>
    /// <param name="all">With those that are not shown; for colleagues.</param>
    public static async Task<Page<CommunityPost>> PostsAsync(AppDb db, Guid topicId, bool all, string? cursor, CancellationToken cancel)
    {
        var place = new PageQuery { Cursor = cursor }.After(Posts).IsRefused(out _, out var after) ? Place.Start : after;
        var rows = db.CommunityPosts.AsNoTracking().Where(it => it.TopicId == topicId && (all ? it.State != PostState.Unconfirmed : it.State == PostState.Shown));
        return Page.Of(await rows.Upward(place, it => it.Id).Take(OnAPage + 1).ToListAsync(cancel), OnAPage, Posts, it => Place.Of(it.Id), it => it);
    }
}
