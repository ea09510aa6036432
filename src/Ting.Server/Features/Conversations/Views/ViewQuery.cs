using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>What a view asks, as the database understands it. Two halves: state, assignee and team are in the indexes; the rest is looked for among those, so many at a time.</summary>
/// <param name="me">Who reads it; null for a program.</param>
/// <param name="myTeam">The reader's team.</param>
internal sealed class ViewQuery(AppDb db, ViewFilter filter, Guid? me, Guid? myTeam, DateTimeOffset now)
{
    public IQueryable<Conversation> Everything => Among(db.Conversations.AsNoTracking());

    /// <summary>What an index finds.</summary>
    public IQueryable<Conversation> Among(IQueryable<Conversation> rows)
    {
        rows = filter.Status switch
        {
            "open" => rows.Where(it => it.Status == ConversationStatus.Open),
            "snoozed" => rows.Where(it => it.Status == ConversationStatus.Snoozed),
            "resolved" => rows.Where(it => it.Status == ConversationStatus.Resolved),
            _ => rows.Where(it => it.Status != ConversationStatus.Merged),
        };
        if (filter.Assignee is { } assignee)
        {
            var id = assignee == ViewFilter.Me ? me ?? Guid.Empty : Guid.TryParse(assignee, out var given) ? given : (Guid?)null;
            rows = rows.Where(it => it.AssigneeId == id);
        }

        if (filter.Team is { } team)
        {
            var id = team == ViewFilter.MyTeam ? myTeam ?? Guid.Empty : Guid.TryParse(team, out var given) ? given : (Guid?)null;
            rows = rows.Where(it => it.TeamId == id);
        }

        return rows;
    }

    /// <summary>What is looked for among them.</summary>
    public IQueryable<Conversation> Narrow(IQueryable<Conversation> rows)
    {
        if (filter.InboxId is { } inbox)
            rows = rows.Where(it => it.InboxId == inbox);
        if (filter.LabelId is { } labelId)
        {
            var links = db.Set<ConversationLabel>();
            rows = rows.Where(it => links.Any(label => label.ConversationId == it.Id && label.LabelId == labelId));
        }

        if (filter.Priorities.Count > 0)
        {
            Priority[] priorities = [.. filter.Priorities.Select(it => Choice.Of<Priority>(it)).OfType<Priority>()];
            rows = rows.Where(it => priorities.Contains(it.Priority));
        }

        if (filter.Emotions.Count > 0)
        {
            // who asked not to be read is not found by how they feel either
            string[] emotions = [.. filter.Emotions.Select(it => Choice.Of<Emotion>(it)).OfType<Emotion>().Select(it => it.ToString())];
            rows = rows.Where(it => !it.MoodHidden && it.Emotion != null && emotions.Contains(it.Emotion));
        }

        if (filter.Tiers.Count > 0)
        {
            string[] tiers = [.. filter.Tiers];
            var none = tiers.Contains(ViewFilter.None);
            rows = rows.Where(it => it.ValueTier == null ? none : tiers.Contains(it.ValueTier));
        }

        if (filter.Lane is { } lane)
        {
            var asked = lane == ViewFilter.Lanes[0];
            rows = rows.Where(it => it.AccessLane == asked);
        }

        if (filter.Due is { } due)
            rows = due == "over" ? rows.Where(it => it.DueAt <= now) : rows.Where(it => it.DueSoonAt <= now);
        if (filter.Waiting)
            rows = rows.Where(it => it.WaitingSince != null);
        if (filter.Days is { } days)
        {
            var since = now.AddDays(-days);
            rows = rows.Where(it => it.LastMessageAt >= since);
        }

        return rows;
    }

    /// <summary>Those still to be worked on, for a number: the newest of them are looked through, as many as <paramref name="among"/>.</summary>
    public IQueryable<Conversation> Open(int among)
    {
        var open = Among(db.Conversations.Where(it => it.Status == ConversationStatus.Open));
        return filter.IsPlain ? open : Narrow(open.OrderByDescending(it => it.LastMessageAt).Take(among));
    }
}
