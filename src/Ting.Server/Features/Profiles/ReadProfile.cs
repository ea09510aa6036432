using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Profiles;

/// <summary>One person: what is known, what was said before, and how it felt over time.</summary>
public sealed class ReadProfile(IDbContextFactory<AppDb> database, FactUse use)
{
    public const int PageSize = 20;
    private const int MostFacts = 100;
    private const int MostMoments = 24;
    private const int MostCounted = 1000;

    public sealed record View(
        Person Person, IReadOnlyList<Identity> Identities, IReadOnlyList<Fact> Facts, IReadOnlyList<ImportantDate> Dates, int Conversations, int Open, double? Satisfaction, int Ratings,
        IReadOnlyList<Past> Page, string? Next, IReadOnlyList<ReadPanel.Moment> Moments);

    public sealed record Past(
        Guid Id, long Number, string? Subject, string Preview, string? Language, ConversationStatus Status, DateTimeOffset LastMessageAt, int? FirstLevel, int? LastLevel, string? Emotion,
        string EmotionTrail, string InboxKind, string InboxName, string? AssigneeName, int? Score);

    public async Task<View?> HandleAsync(Guid personId, string? after, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(it => it.Id == personId, cancel) is not { } person)
            return null;

        var identities = await db.Identities.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Id).ToListAsync(cancel);
        var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == personId && it.Status != FactStatus.Declined).OrderByDescending(it => it.Id).Take(MostFacts).ToListAsync(cancel);
        use.Shown(facts);
        var dates = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel);
        var own = db.Conversations.Where(it => it.PersonId == personId);
        var count = await own.Take(MostCounted).CountAsync(cancel);
        var open = await own.Where(it => it.Status != ConversationStatus.Resolved && it.Status != ConversationStatus.Merged).Take(MostCounted).CountAsync(cancel);
        var scores = await (from it in own
                            join rating in db.SatisfactionRatings on it.Id equals rating.ConversationId
                            where rating.Score != null
                            select rating.Score!.Value).Take(MostCounted).ToListAsync(cancel);
        var moments = await own.Where(it => !it.MoodHidden && it.Emotion != null && it.LastLevel != null).OrderByDescending(it => it.LastMessageAt).Take(MostMoments)
            .Select(it => new ReadPanel.Moment(it.LastMessageAt, it.LastLevel!.Value, it.Emotion!)).ToListAsync(cancel);
        moments.Reverse();
        var (page, next) = await PageAsync(db, own, after, cancel);
        return new View(person, identities, facts, dates, count, open, scores.Count == 0 ? null : scores.Average(), scores.Count, page, next, moments);
    }

    private static async Task<(IReadOnlyList<Past>, string?)> PageAsync(AppDb db, IQueryable<Conversation> own, string? after, CancellationToken cancel)
    {
        if (after?.Split('-') is [var ticks, var last] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(last, out var lastId))
        {
            var moment = new DateTimeOffset(at, TimeSpan.Zero);
            own = own.Where(it => it.LastMessageAt < moment || (it.LastMessageAt == moment && it.Id < lastId));
        }

        var rows = await own.OrderByDescending(it => it.LastMessageAt).ThenByDescending(it => it.Id).Select(it => new Past(
            it.Id, it.Number, it.Subject, it.Preview, it.Language, it.Status, it.LastMessageAt, it.MoodHidden ? null : it.FirstLevel, it.MoodHidden ? null : it.LastLevel, it.MoodHidden ? null : it.Emotion, it.MoodHidden ? "" : it.EmotionTrail,
            db.Set<Inbox>().Where(inbox => inbox.Id == it.InboxId).Select(inbox => inbox.Kind).First(),
            db.Set<Inbox>().Where(inbox => inbox.Id == it.InboxId).Select(inbox => inbox.Name).First(),
            db.Set<Agent>().Where(agent => agent.Id == it.AssigneeId).Select(agent => agent.Name).FirstOrDefault(),
            db.Set<SatisfactionRating>().Where(rating => rating.ConversationId == it.Id).Select(rating => rating.Score).FirstOrDefault())).Take(PageSize + 1).ToListAsync(cancel);
        return rows.Count > PageSize
            ? (rows[..PageSize], string.Create(CultureInfo.InvariantCulture, $"{rows[PageSize - 1].LastMessageAt.UtcTicks}-{rows[PageSize - 1].Id:N}"))
            : (rows, null);
    }
}
