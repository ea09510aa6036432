using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Features.People;
using Ting.Server.Features.Segments;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Audiences;

/// <summary>Finds the people of a view or a segment. Conversations are those that whoever asks may see; a person whom they only meet in others is not among them.</summary>
public sealed class FindAudience(IDbContextFactory<AppDb> database, Kept<SegmentBook> segments, ReadViews views, ListOfView list, SegmentPeople members)
{
    private const int AtOnce = 500;

    /// <summary>How many parts of a view are looked at: some hundred thousand conversations.</summary>
    private const int MostParts = 50;

    /// <summary>What can be chosen: the views and segments that this agent has.</summary>
    public async Task<IReadOnlyList<(AudienceKey Key, string Name)>> OfferedAsync(Guid? me, CancellationToken cancel) =>
    [
        .. (await views.HandleAsync(me, cancel)).Select(it => (new AudienceKey(AudienceKind.View, it.Id), it.Name)),
        .. (await segments.ReadAsync(cancel)).All.Select(it => (new AudienceKey(AudienceKind.Segment, it.Id), it.Name)),
    ];

    /// <param name="me">Who asks; null for a program.</param>
    public async Task<Outcome<Audience>> HandleAsync(AudienceKey key, Guid? me, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (key.Kind is AudienceKind.View)
            return await views.FindAsync(me, key.Id, cancel) is { } view ? await OfViewAsync(db, key, view, me, cancel) : Refusal.NotFound("view.not_found");
        return (await segments.ReadAsync(cancel)).All.FirstOrDefault(it => it.Id == key.Id) is { } segment ? await OfSegmentAsync(db, key, segment, cancel) : Refusal.NotFound("segment.not_found");
    }

    private async Task<Audience> OfViewAsync(AppDb db, AudienceKey key, ViewEntry view, Guid? me, CancellationToken cancel)
    {
        var (found, seen, after) = (new List<Audience.Member>(), new HashSet<Guid>(), Place.Start);
        for (var parts = 0; parts < MostParts && found.Count <= Audience.Most; parts++)
        {
            var part = await list.TakeAsync(db, view.Filter, me, after, AtOnce, cancel);
            // the newest conversation comes first, and is the one to ask in
            Audience.Member[] some = [.. part.Found.Where(it => seen.Add(it.PersonId)).Select(it => new Audience.Member(it.PersonId, it.Id))];
            Guid[] ids = [.. some.Select(it => it.PersonId)];
            var living = (await Living(db).Where(it => ids.Contains(it.Id)).Select(it => it.Id).ToListAsync(cancel)).ToHashSet();
            found.AddRange(some.Where(it => living.Contains(it.PersonId)));
            if (part.After is null)
                return Of(key, view.Name, found, more: false);
            after = part.After;
        }

        return Of(key, view.Name, found, more: true);
    }

    private async Task<Audience> OfSegmentAsync(AppDb db, AudienceKey key, SegmentEntry segment, CancellationToken cancel)
    {
        var found = new List<Audience.Member>();
        await foreach (var part in members.AllAsync(segment.Match, segment.Conditions, cancel))
        {
            foreach (var some in part.Take(Audience.Most + 1 - found.Count).Chunk(AtOnce))
            {
                Guid[] ids = [.. some.Select(it => it.Id)];
                var last = await Living(db).Where(it => ids.Contains(it.Id)).Select(it => new
                {
                    it.Id,
                    Conversation = db.Set<Conversation>().Where(one => one.PersonId == it.Id && one.Status != ConversationStatus.Merged).OrderByDescending(one => one.LastMessageAt).Select(one => (Guid?)one.Id).FirstOrDefault(),
                }).ToDictionaryAsync(it => it.Id, it => it.Conversation, cancel);
                found.AddRange(ids.Where(last.ContainsKey).Select(id => new Audience.Member(id, last[id])));
            }

            if (found.Count > Audience.Most)
                break;
        }

        return Of(key, segment.Name, found, more: false);
    }

    private static Audience Of(AudienceKey key, string name, List<Audience.Member> found, bool more) =>
        found.Count > Audience.Most ? new Audience(key, name, found[..Audience.Most], More: true) : new Audience(key, name, found, more);

    private static IQueryable<Person> Living(AppDb db) => db.People.AsNoTracking().Where(it => it.ErasedAt == null && it.MergedIntoId == null);
}
