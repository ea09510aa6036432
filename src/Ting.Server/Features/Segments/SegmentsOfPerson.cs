using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Segments;

/// <summary>The segments of one person: what the segments of this desk look at is read, nothing else, and nothing at all where there are none.</summary>
public sealed class SegmentsOfPerson(WholeDatabase database, Kept<SegmentBook> books, TimeProvider clock)
{
    public async Task<IReadOnlyList<SegmentEntry>> HandleAsync(Guid personId, CancellationToken cancel)
    {
        var book = await books.ReadAsync(cancel);
        if (book.All.Count == 0)
            return [];

        await using var db = await database.CreateDbContextAsync(cancel);
        return await ReadPicture.OfAsync(db, book, personId, clock.GetUtcNow(), cancel) is { } picture ? [.. book.All.Where(segment => SegmentJudge.Holds(segment, picture))] : [];
    }
}

internal static class ReadPicture
{
    /// <returns>Null for who is no record of their own.</returns>
    public static async Task<PersonPicture?> OfAsync(AppDb db, SegmentBook book, Guid personId, DateTimeOffset now, CancellationToken cancel)
    {
        var picture = await ScalarsAsync(db, book, personId, now, cancel);
        if (picture is null)
            return null;

        if (book.LookAt(SegmentField.Label))
        {
            var spoken = db.Conversations.Where(it => it.PersonId == personId).Select(it => it.Id);
            picture = picture with { Labels = await db.Set<ConversationLabel>().Where(it => spoken.Contains(it.ConversationId)).Select(it => it.LabelId).Distinct().ToListAsync(cancel) };
        }

        if (book.LookAt(SegmentField.Fact))
        {
            var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == personId && it.Status == FactStatus.Accepted).Select(it => new { it.Attribute, it.Value }).ToListAsync(cancel);
            picture = picture with { Facts = [.. facts.Select(it => (it.Attribute, it.Value))] };
        }

        if (book.LookAt(SegmentField.Own))
            picture = picture with { Fields = (await db.FieldValues.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel)).ToLookup(it => it.FieldId, it => it.Content) };
        return picture;
    }

    // One question to the database, each part of it answered from an index of the person's own rows, and only where a segment looks at it.
    private static async Task<PersonPicture?> ScalarsAsync(AppDb db, SegmentBook book, Guid personId, DateTimeOffset now, CancellationToken cancel)
    {
        var (contact, open, score) = (book.LookAt(SegmentField.LastContact), book.LookAt(SegmentField.OpenConversations), book.LookAt(SegmentField.LastScore));
        var (rfm, alive, revenue) = (book.LookAt(SegmentField.Rfm), book.LookAt(SegmentField.ChurnRisk), book.LookAt(SegmentField.Revenue));
        var (orders, lastOrder) = (book.LookAt(SegmentField.Orders), book.LookAt(SegmentField.LastOrder));
        var found = await db.People.AsNoTracking().Where(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null).Select(it => new
        {
            it.Tier,
            it.Language,
            it.AccessLane,
            it.CreatedAt,
            LastContact = !contact ? null : db.Set<Conversation>().Where(one => one.PersonId == it.Id).OrderByDescending(one => one.LastMessageAt).Select(one => (DateTimeOffset?)one.LastMessageAt).FirstOrDefault(),
            Open = !open ? 0 : db.Set<Conversation>().Count(one => one.PersonId == it.Id && one.Status != ConversationStatus.Resolved && one.Status != ConversationStatus.Merged),
            Score = !score ? null : (from one in db.Set<Conversation>()
                                     where one.PersonId == it.Id
                                     join rating in db.Set<SatisfactionRating>() on one.Id equals rating.ConversationId
                                     where rating.Score != null
                                     orderby rating.AnsweredAt ?? rating.AskedAt descending, one.Id descending
                                     select rating.Score).FirstOrDefault(),
            Rfm = !rfm ? null : db.Set<CustomerValue>().Where(one => one.PersonId == it.Id).Select(one => (RfmSegment?)one.Segment).FirstOrDefault(),
            Alive = !alive ? null : db.Set<CustomerValue>().Where(one => one.PersonId == it.Id).Select(one => one.Alive).FirstOrDefault(),
            Revenue = !revenue ? null : db.Set<CustomerValue>().Where(one => one.PersonId == it.Id).Select(one => (long?)one.Revenue).FirstOrDefault(),
            Orders = !orders ? 0 : db.Set<Order>().Count(one => one.PersonId == it.Id && one.Amount > 0),
            LastOrder = !lastOrder ? null : db.Set<Order>().Where(one => one.PersonId == it.Id && one.Amount > 0).OrderByDescending(one => one.PlacedAt).Select(one => (DateTimeOffset?)one.PlacedAt).FirstOrDefault(),
        }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new PersonPicture
        {
            At = now,
            Tier = found.Tier,
            Language = found.Language,
            AccessLane = found.AccessLane,
            FirstSeen = found.CreatedAt,
            LastContact = found.LastContact,
            Open = found.Open,
            LastScore = found.Score,
            Rfm = found.Rfm,
            Alive = found.Alive,
            Revenue = found.Revenue,
            Orders = found.Orders,
            LastOrder = found.LastOrder,
        };
    }
}
