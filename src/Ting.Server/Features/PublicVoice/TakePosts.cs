using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Posts are stored first and read by a job that stands in the same transaction. What the source has given before is passed over, and so is what would be forgotten at once.</summary>
internal static class TakePosts
{
    private const int AskedAtOnce = 500;

    public sealed record Taken(IReadOnlyList<PublicPost> Added, int Known, int TooOld);

    /// <summary>For the save that follows.</summary>
    public static async Task<Taken> AddAsync(AppDb db, PublicSource source, IReadOnlyList<GivenPost> given, DateTimeOffset now, CancellationToken cancel)
    {
        var from = now.AddDays(-await PublicVoiceRules.DaysAsync(db, cancel));
        var fresh = given.Where(it => it.At >= from).DistinctBy(it => it.ExternalId, StringComparer.Ordinal).ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in fresh.Select(it => it.ExternalId).Chunk(AskedAtOnce))
            known.UnionWith(await db.PublicPosts.AsNoTracking().Where(it => it.SourceId == source.Id && some.Contains(it.ExternalId)).Select(it => it.ExternalId).ToListAsync(cancel));

        List<PublicPost> added = [.. fresh.Where(it => !known.Contains(it.ExternalId)).Select(it => new PublicPost(source, it, now))];
        db.PublicPosts.AddRange(added);
        if (added.Count > 0)
            db.Enqueue(new ReadPosts(), now);
        var tooOld = given.Count(it => it.At < from);
        return new Taken(added, given.Count - tooOld - added.Count, tooOld);
    }
}
