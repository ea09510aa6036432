using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Products;
using Ting.Server.Features.Segments;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Recommendations;

/// <summary>Reads what recommendations look at, of one person: their own rows by their indexes, a bounded number of each.</summary>
public sealed class ReadRecommendations(IDbContextFactory<AppDb> database, Kept<ProductBook> products, SegmentsOfPerson segments, DateFormats dates, TimeProvider clock)
{
    private const int MostTalks = 20;
    private const int MostRows = 100;

    /// <returns>Null for who is no record of their own.</returns>
    public async Task<Advice?> HandleAsync(Guid personId, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (!await db.People.AnyAsync(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null, cancel))
            return null;

        var now = clock.GetUtcNow();
        var talks = await TalksAsync(db, personId, cancel);
        Guid[] spoken = [.. talks.Select(it => it.Id)];
        var numbers = talks.ToDictionary(it => it.Id, it => it.Number);
        var felt = now.AddDays(-60);
        var promises = await db.Promises.AsNoTracking()
            .Where(it => spoken.Contains(it.ConversationId) && (it.State == PromiseState.Open || (it.State == PromiseState.Broken && it.ClosedAt > felt)))
            .OrderBy(it => it.DueAt).Take(MostRows).ToListAsync(cancel);
        var complaints = await db.Cases.AsNoTracking().Where(it => it.PersonId == personId && it.IsOpen && it.Kind == CaseKind.Complaint).OrderByDescending(it => it.CreatedAt).Take(MostRows)
            .Select(it => new OpenComplaint(it.Id, it.Number, it.Title, it.DueAt)).ToListAsync(cancel);
        var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == personId && it.Status == FactStatus.Accepted).OrderBy(it => it.Id).Take(MostRows).ToListAsync(cancel);
        var days = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel);
        var orders = await db.Orders.AsNoTracking().Where(it => it.PersonId == personId && it.Amount >= 0).OrderByDescending(it => it.PlacedAt).ThenByDescending(it => it.Id).Take(MostRows).ToListAsync(cancel);
        var identities = await db.Identities.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Id).ToListAsync(cancel);
        var consents = await db.Consents.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel);
        var answered = await db.RecommendationAnswers.AsNoTracking().Where(it => it.PersonId == personId && it.Until > now).OrderBy(it => it.Until).Select(it => new { it.Key, it.Until }).ToListAsync(cancel);

        return RecommendationJudge.Of(new PersonCase
        {
            At = now,
            Zone = dates.Zone,
            Consents = consents.ToDictionary(it => it.Purpose, it => it.State),
            Facts = [.. facts.Where(it => it.ExpiresAt is null || it.ExpiresAt > now).Select(it => new KnownFact(it.Id, it.Attribute, it.Value, it.Quote, it.Purpose, it.CreatedAt, it.ReviewAt))],
            Promises = [.. promises.Select(it => new MadePromise(it.Id, numbers[it.ConversationId], it.Text, it.DueAt, it.State, it.ClosedAt))],
            Complaints = complaints,
            Talks = talks,
            Score = await ScoreAsync(db, spoken, talks, cancel),
            Dates = [.. days.Select(it => (Date: it, Next: NextImportantDate.Of([it], now, dates.Zone))).Where(it => it.Next is not null).Select(it => new NearDate(it.Date.Id, it.Date.Kind, it.Date.Label, it.Next!.Value.At))],
            Orders = [.. orders.AsEnumerable().Reverse().Select(it => new Purchase(it.Id, it.ExternalId, it.PlacedAt, it.ReadItems(), it.DueAt, it.DeliveredAt))],
            Segments = [.. (await segments.HandleAsync(personId, cancel)).Select(it => new Belonging(it.Id, it.Name, it.Strategy))],
            Identities = [.. identities.Where(it => it.Kind is not "visitor").Select(it => new ProvenIdentity(it.Id, it.Kind, it.Verified))],
            Products = (await products.ReadAsync(cancel)).All,
            Answered = answered.GroupBy(it => it.Key).ToDictionary(group => group.Key, group => group.Last().Until),
        });
    }

    private static async Task<IReadOnlyList<Talk>> TalksAsync(AppDb db, Guid personId, CancellationToken cancel)
    {
        var found = await (from it in db.Conversations.AsNoTracking()
                           where it.PersonId == personId && it.Status != ConversationStatus.Merged
                           join inbox in db.Inboxes on it.InboxId equals inbox.Id
                           orderby it.LastMessageAt descending
                           select new { it.Id, it.Number, inbox.Kind, it.CreatedAt, it.LastMessageAt, it.LastLevel, it.WorstLevel, it.MoodHidden, it.Status, it.MessageCount }).Take(MostTalks).ToListAsync(cancel);
        found.Reverse();
        return [.. found.Select(it => new Talk(it.Id, it.Number, it.Kind, it.CreatedAt, it.LastMessageAt, it.MoodHidden ? null : it.LastLevel, it.MoodHidden, it.Status is not ConversationStatus.Resolved, it.MessageCount, it.MoodHidden ? null : it.WorstLevel))];
    }

    // The newest answer, when it is a one or a two and nothing was said by anybody since.
    private static async Task<LowScore?> ScoreAsync(AppDb db, Guid[] spoken, IReadOnlyList<Talk> talks, CancellationToken cancel)
    {
        var rating = await db.SatisfactionRatings.AsNoTracking().Where(it => spoken.Contains(it.ConversationId) && it.Score != null && it.AnsweredAt != null).OrderByDescending(it => it.AnsweredAt).FirstOrDefaultAsync(cancel);
        if (rating is not { Score: <= 2 and { } score, AnsweredAt: { } at } || talks.Any(talk => talk.LastAt > at))
            return null;

        var about = talks.First(talk => talk.Id == rating.ConversationId);
        return new LowScore(about.Id, about.Number, score, rating.Comment ?? "", at);
    }
}
