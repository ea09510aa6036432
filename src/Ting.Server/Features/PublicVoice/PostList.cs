using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Which posts are meant.</summary>
/// <param name="From">Inclusive; null for as far back as any are kept.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Open">Only those that nobody has looked at.</param>
public sealed record PostFilter(DateTimeOffset? From = null, DateTimeOffset? To = null, Guid? Source = null, PublicSourceKind? Kind = null, string? Language = null, bool Open = false)
{
    internal IQueryable<PublicPost> Of(IQueryable<PublicPost> posts)
    {
        if (From is { } from)
            posts = posts.Where(it => it.At >= from);
        if (To is { } to)
            posts = posts.Where(it => it.At < to);
        if (Source is { } source)
            posts = posts.Where(it => it.SourceId == source);
        else if (Kind is { } kind)
            posts = posts.Where(it => it.Kind == kind);
        if (Language is { } language)
            posts = posts.Where(it => it.Language == language);
        return Open ? posts.Where(it => it.LookedAt == null) : posts;
    }
}

internal static class PostList
{
    public const string Name = "public-posts";
    public const int OnAPage = 30;

    /// <summary>The newest first.</summary>
    public static IQueryable<PublicPost> Of(AppDb db, PostFilter filter, Place after) => filter.Of(db.PublicPosts.AsNoTracking()).Downward(after, it => it.At, it => it.Id);

    public static async Task<Page<PublicPost>> ReadAsync(AppDb db, PostFilter filter, Place after, int size, CancellationToken cancel) =>
        Page.Of(await Of(db, filter, after).Take(size + 1).ToListAsync(cancel), size, Name, it => Place.Of(it.At, it.Id), it => it);
}
