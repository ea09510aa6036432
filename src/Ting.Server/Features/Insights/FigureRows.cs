using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Insights;

/// <summary>The rows behind each number. A number on the page is the count of what stands here, so that nobody has to believe it.</summary>
internal static class FigureRows
{
    public static readonly TimeSpan RiskAhead = TimeSpan.FromMinutes(15);

    /// <summary>Every name that takes no further key.</summary>
    public static readonly IReadOnlyList<string> Plain =
    [
        "open", "waiting", "unassigned", "at-risk", "overdue", "received", "first-replied", "resolved",
        "asked", "answered", "satisfied", "predicted-only", "declined", "read", "negative-start", "recovered",
    ];

    /// <param name="of">The key of names that come in several: score 1 to 5, first-level and last-level −2 to +2, topic by label id, timed, met and missed by target.</param>
    /// <returns>The conversations, or null for a name nobody knows.</returns>
    public static IQueryable<Conversation>? Conversations(AppDb db, InsightFilter filter, string name, string? of, DateTimeOffset now)
    {
        var all = filter.Of(db.Conversations.AsNoTracking());
        var open = all.Where(it => it.Status == ConversationStatus.Open);
        var received = all.Where(it => it.CreatedAt >= filter.From && it.CreatedAt < filter.To);
        var resolved = all.Where(it => it.ResolvedAt >= filter.From && it.ResolvedAt < filter.To);
        var soon = now + RiskAhead;
        var links = db.ConversationLabels;
        return (name, Number(of)) switch
        {
            ("open", _) => open,
            ("waiting", _) => open.Where(it => it.WaitingSince != null),
            ("unassigned", _) => open.Where(it => it.AssigneeId == null),
            ("at-risk", _) => open.Where(it => it.ReplyDueAt > now && it.ReplyDueAt <= soon),
            ("overdue", _) => open.Where(it => it.ReplyDueAt <= now),
            ("received", _) => received,
            ("first-replied", _) => received.Where(it => it.FirstReplyAt != null),
            ("resolved", _) => resolved,
            ("asked", _) => Rated(rating => rating.Asked),
            ("answered", _) => Rated(rating => rating.Asked && rating.Score != null),
            ("satisfied", _) => Rated(rating => rating.Asked && rating.Score >= Measurement.CustomerSatisfaction.SatisfiedFrom),
            ("declined", _) => Rated(rating => rating.Asked && rating.DeclinedAt != null),
            ("predicted-only", _) => Rated(rating => rating.Score == null),
            ("score", { } score) => Rated(rating => rating.Asked && rating.Score == score),
            ("read", _) => resolved.Where(it => it.FirstLevel != null),
            ("first-level", { } level) => resolved.Where(it => it.FirstLevel == level),
            ("last-level", { } level) => resolved.Where(it => it.FirstLevel != null && it.LastLevel == level),
            ("negative-start", _) => resolved.Where(it => it.FirstLevel < 0),
            ("recovered", _) => resolved.Where(it => it.FirstLevel < 0 && it.LastLevel >= 0),
            ("timed", _) when Choice.Of<ServiceTarget>(of) is { } target => Of(Timed(target)),
            ("met", _) when Choice.Of<ServiceTarget>(of) is { } target => Met(Timed(target), Timed(target).Where(clock => clock.Broken)),
            ("missed", _) when Choice.Of<ServiceTarget>(of) is { } target => Of(Timed(target).Where(clock => clock.Broken)),
            ("topic", _) when Guid.TryParse(of, out var label) =>
                received.Where(it => links.Any(link => link.ConversationId == it.Id && link.LabelId == label)),
            _ => null,
        };

        // By when the clock began to run; one that still runs is neither met nor missed.
        IQueryable<ServiceClock> Timed(ServiceTarget target) =>
            db.ServiceClocks.AsNoTracking().Where(clock => clock.StartedAt >= filter.From && clock.StartedAt < filter.To && clock.Target == target);

        IQueryable<Conversation> Of(IQueryable<ServiceClock> clocks)
        {
            var ids = clocks.Select(clock => clock.ConversationId);
            return all.Where(it => ids.Contains(it.Id));
        }

        IQueryable<Conversation> Met(IQueryable<ServiceClock> clocks, IQueryable<ServiceClock> missed)
        {
            var ids = missed.Select(clock => clock.ConversationId);
            return Of(clocks).Where(it => !ids.Contains(it.Id));
        }

        IQueryable<Conversation> Rated(System.Linq.Expressions.Expression<Func<SatisfactionRating, bool>> which) =>
            from rating in Ratings(db, filter).Where(which)
            join it in all on rating.ConversationId equals it.Id
            select it;
    }

    /// <summary>What the coach showed: one row for each finding. The key is a category, or category:outcome.</summary>
    public static IQueryable<CoachRecord> Findings(AppDb db, InsightFilter filter, string? of)
    {
        var records = db.CoachRecords.AsNoTracking().Where(record => record.At >= filter.From && record.At < filter.To);
        if (filter.Agent is { } agent)
            records = records.Where(record => record.AgentId == agent);
        if (filter.Inbox is not null || filter.Team is not null)
        {
            var within = (filter with { Agent = null }).Of(db.Conversations);
            records = records.Where(record => within.Any(it => it.Id == record.ConversationId));
        }

        if (string.IsNullOrEmpty(of) || of.Split(':') is not [var category, .. var rest])
            return records;
        records = records.Where(record => record.Category == category);
        return rest is [var word] && Choice.Of<CoachOutcome>(word) is { } outcome ? records.Where(record => record.Outcome == outcome) : records;
    }

    /// <summary>By when the question was put, or left out.</summary>
    public static IQueryable<SatisfactionRating> Ratings(AppDb db, InsightFilter filter) =>
        db.SatisfactionRatings.AsNoTracking().Where(rating => rating.AskedAt >= filter.From && rating.AskedAt < filter.To);

    private static int? Number(string? of) => int.TryParse(of, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
